namespace Muon.MLNet;

/// <summary>
/// A trial of a sweep failed. ML.NET reports it to the monitor and goes on with the next one, whether or not one was completed before: it
/// does so for exceptions of cancelled trials only, from which this one is therefore derived.
/// </summary>
public sealed class TrialFailedException : OperationCanceledException
{
    /// <summary>Initializes an exception without a message.</summary>
    public TrialFailedException()
    {
    }

    /// <summary>Initializes an exception.</summary>
    /// <param name="message">Why the trial failed.</param>
    public TrialFailedException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes an exception.</summary>
    /// <param name="message">Why the trial failed.</param>
    /// <param name="innerException">What was thrown in it.</param>
    public TrialFailedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
