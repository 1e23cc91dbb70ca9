namespace Muon.MLNet.AutoML;

/// <summary>What trials of a sweep had reached at the rungs of <see cref="SuccessiveHalving"/>.</summary>
internal interface IRungs
{
    /// <summary>Adds the value of a trial, or replaces that of an attempt before, and gives those of all trials.</summary>
    IReadOnlyCollection<double> Add(int trial, int rung, double value);
}
