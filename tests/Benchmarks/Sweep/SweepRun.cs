namespace Muon.MLNet.Benchmarks.Sweep;

/// <summary>One sweep.</summary>
/// <param name="Method">The tuner, and whether trials end early.</param>
/// <param name="Seed">The seed of the proposals; that of the training is always 1.</param>
/// <param name="Trials">The trials.</param>
/// <param name="Best">The best accuracy on the validation digits.</param>
/// <param name="Test">The accuracy of that model on the test digits.</param>
/// <param name="Seconds">How long the sweep took.</param>
/// <param name="Epochs">The epochs of all its trials.</param>
internal sealed record SweepRun(string Method, int Seed, int Trials, double Best, double Test, double Seconds, int Epochs);
