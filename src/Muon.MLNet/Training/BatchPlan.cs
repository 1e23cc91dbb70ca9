namespace Muon.MLNet.Training;

/// <summary>
/// Cuts an epoch into batches of nearly equal size. 1,001 examples in batches of 100 give eleven batches of 91: a last
/// batch of a single example would make batch normalization meaningless.
/// </summary>
internal readonly struct BatchPlan
{
    private readonly int _count;

    public BatchPlan(int count, int batchSize)
    {
        _count = count;
        Steps = (int)(((long)count + batchSize - 1) / batchSize);
    }

    /// <summary>Gets the number of batches.</summary>
    public int Steps { get; }

    /// <summary>Gets the positions that make up batch <paramref name="step"/>, from 0.</summary>
    public Range this[int step] => (int)((long)_count * step / Steps)..(int)((long)_count * (step + 1) / Steps);
}
