using Microsoft.ML;
using Microsoft.ML.Runtime;
using Muon.MLNet;

namespace Muon.Samples;

/// <summary>
/// Shows a fit: what the trainer says in ML.NET's log (device, routing, a line per epoch), and on a terminal, below it,
/// one line that is written anew a few times a second. A file or a pipe gets the log alone.
/// </summary>
/// <param name="examples">What the training data consists of, for the rate: <c>images</c>.</param>
internal sealed class ProgressLine(string examples)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);
    private readonly bool _live = !Console.IsOutputRedirected;
    private TimeSpan _last = -s_pause;
    private int _length;

    public void Show(TrainingStepArguments step)
    {
        if (_live && step.Elapsed - _last >= s_pause)
        {
            _last = step.Elapsed;
            string line = Invariant($"epoch {step.Epoch}/{step.MaxEpochs}  step {step.Step}/{step.StepsPerEpoch}  loss {step.Loss:F4}  accuracy {step.Accuracy:P1}  {step.ExamplesPerSecond:N0} {examples}/s  {Clock(step.Remaining)} left");
            Console.Write("\r" + line.PadRight(_length));
            _length = line.Length;
        }
    }

    public void Show(object? sender, LoggingEventArgs e)
    {
        if (e.Kind != ChannelMessageKind.Trace && e.Source?.Contains("Muon", StringComparison.Ordinal) == true)
        {
            Console.Write(_length > 0 ? "\r" + new string(' ', _length) + "\r" : "");
            Console.WriteLine(e.RawMessage);
            _length = 0;
        }
    }

    private static string Clock(TimeSpan time) => Invariant($"{(int)time.TotalMinutes}:{time.Seconds:D2}");
}
