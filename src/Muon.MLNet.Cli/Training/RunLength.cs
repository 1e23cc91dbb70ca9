namespace Muon.MLNet.Cli.Training;

/// <summary>
/// Batch size and number of epochs where none are given. The trainers' defaults suit thousands of examples; of some hundred they would make
/// a run of a few dozen steps, which learns next to nothing.
/// </summary>
internal static class RunLength
{
    private const int LeastBatch = 16;
    private const int LeastStepsPerEpoch = 20;
    private const int LeastSteps = 250;
    private const int MostEpochs = 40;

    /// <summary>The request with both.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="count">The examples that are trained on.</param>
    public static TrainingRequest Choose(TrainingRequest request, int count)
    {
        MuonTrainerOptions defaults = TrainerOptions.Create(request, hasValidation: true);
        int batch = request.BatchSize ?? Batch(count, defaults.BatchSize);
        int steps = Math.Max(1, (int)Math.Ceiling((double)count / batch));
        int epochs = request.Epochs ?? Math.Clamp((int)Math.Ceiling((double)LeastSteps / steps), defaults.MaxEpochs, MostEpochs);
        return request with { BatchSize = batch, Epochs = epochs };
    }

    /// <summary>The largest power of two that leaves enough steps in an epoch, from 16 to the trainer's default.</summary>
    private static int Batch(int count, int most)
    {
        int batch = most;
        while (batch > LeastBatch && count < batch * LeastStepsPerEpoch)
        {
            batch /= 2;
        }

        return batch;
    }
}
