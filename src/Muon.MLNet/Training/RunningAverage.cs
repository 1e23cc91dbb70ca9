namespace Muon.MLNet.Training;

/// <summary>Loss and accuracy over the examples of an epoch, each example counted once whatever its batch's size.</summary>
internal struct RunningAverage
{
    /// <summary>Goes on from sums that were saved.</summary>
    public RunningAverage(double lossSum, long correct, long count) => (LossSum, Correct, Count) = (lossSum, correct, count);

    public double LossSum { get; private set; }

    public long Correct { get; private set; }

    public long Count { get; private set; }

    public readonly double Loss => Count == 0 ? double.NaN : LossSum / Count;

    public readonly double Accuracy => Count == 0 ? double.NaN : (double)Correct / Count;

    public void Add(double meanLoss, long correct, int count)
    {
        LossSum += meanLoss * count;
        Correct += correct;
        Count += count;
    }
}
