namespace Muon.MLNet.Extensions;

/// <summary>More requests wait than may: whoever asks too much has to ask later.</summary>
public sealed class PredictionQueueFullException : InvalidOperationException
{
    /// <summary>Initializes a new instance of the <see cref="PredictionQueueFullException"/> class.</summary>
    /// <param name="queueLimit">How many may wait.</param>
    public PredictionQueueFullException(int queueLimit)
        : base($"{queueLimit} requests wait for their prediction already, the QueueLimit. Try again in a moment; where that happens often, send less at once, raise QueueLimit (they wait longer then), or use more machines.") =>
        QueueLimit = queueLimit;

    /// <summary>Gets how many may wait.</summary>
    public int QueueLimit { get; }
}
