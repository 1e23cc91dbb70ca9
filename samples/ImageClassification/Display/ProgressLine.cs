using Muon.MLNet;

namespace ImageClassification.Display;

/// <summary>One line that is written over and over on a terminal; a line per epoch where the output goes to a file or a pipe.</summary>
internal sealed class ProgressLine
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);
    private readonly bool _live = !Console.IsOutputRedirected;
    private TimeSpan _last = -s_pause;
    private int _length;

    public void Show(TrainingStepArguments step)
    {
        if (_live && (step.Elapsed - _last >= s_pause || step.Elapsed < _last))
        {
            _last = step.Elapsed;
            Overwrite(Invariant($"epoch {step.Epoch}/{step.MaxEpochs}  step {step.Step}/{step.StepsPerEpoch}  loss {step.Loss:F4}  accuracy {step.Accuracy:P1}  {step.ExamplesPerSecond:N0} images/s  {Clock(step.Remaining)} left"));
        }
    }

    public void Show(EpochEndArguments epoch)
    {
        Overwrite(Invariant($"epoch {epoch.Epoch}/{epoch.MaxEpochs}  loss {epoch.TrainLoss:F4}  accuracy {epoch.TrainAccuracy:P2}  {epoch.ExamplesPerSecond:N0} images/s  {Clock(epoch.Elapsed)} passed"));
        Console.WriteLine();
        _length = 0;
    }

    private void Overwrite(string line)
    {
        Console.Write(_live ? "\r" + line.PadRight(_length) : line);
        _length = line.Length;
    }

    private static string Clock(TimeSpan time) => Invariant($"{(int)time.TotalMinutes}:{time.Seconds:D2}");
}
