namespace Muon.MLNet.Training;

/// <summary>Loss and accuracy over the examples of an epoch, each example counted once whatever its batch's size.</summary>
internal struct RunningAverage
{
    private double _loss;
    private long _correct;

    public long Count { get; private set; }

    public readonly double Loss => Count == 0 ? double.NaN : _loss / Count;

    public readonly double Accuracy => Count == 0 ? double.NaN : (double)_correct / Count;

    public void Add(double meanLoss, long correct, int count)
    {
        _loss += meanLoss * count;
        _correct += correct;
        Count += count;
    }
}
