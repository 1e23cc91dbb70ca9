namespace Muon.MLNet.Tests.TestData;

/// <summary>The networks of <see cref="InterruptedRuns"/>, each with what else has a state: averages, the best epoch, rows of a table, dropout.</summary>
public enum RunKind
{
    Pictures,
    NGrams,
    Encoder,
}
