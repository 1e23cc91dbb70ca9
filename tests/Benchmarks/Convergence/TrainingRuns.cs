using Microsoft.ML;
using Muon.MLNet.Training;

namespace Muon.MLNet.Benchmarks.Convergence;

/// <summary>Trains through the public trainer, as a user does, and records the accuracy after each epoch.</summary>
internal sealed class TrainingRuns(MLContext context, ConvergenceCase what, int epochs)
{
    /// <summary>Trains once.</summary>
    /// <param name="contestant">The optimizer.</param>
    /// <param name="peak">Its highest learning rate.</param>
    /// <param name="decay">Its weight decay.</param>
    /// <param name="seed">The seed of weights and order.</param>
    /// <param name="train">What to train on.</param>
    /// <param name="judge">What each epoch is judged by. The trainer keeps the best epoch, which changes nothing in the course of training.</param>
    public Curve Run(Contestant contestant, double peak, double decay, int seed, LabelledView train, LabelledView judge)
    {
        int steps = epochs * new BatchPlan(train.Count, what.BatchSize).Steps;
        double[] accuracy = [.. Enumerable.Repeat(double.NaN, epochs)];
        MuonTrainerOptions options = what.Trainer.CreateOptions();
        options.MaxEpochs = epochs;
        options.BatchSize = what.BatchSize;
        options.Seed = seed;
        options.ValidationSet = judge.View;
        options.OnEpochEnd = end => accuracy[end.Epoch - 1] = end.ValidationAccuracy!.Value;
        options.Muon = contestant.Create(what.Trainer, steps, peak, decay);
        try
        {
            what.Trainer.Fit(context, options, train.View);
        }
        catch (InvalidOperationException error) when (error.Message.Contains("training diverged", StringComparison.Ordinal))
        {
            // A learning rate that is too large is a result: NaN from here on.
        }

        return new Curve(accuracy);
    }
}
