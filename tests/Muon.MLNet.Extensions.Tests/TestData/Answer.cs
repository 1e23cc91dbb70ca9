namespace Muon.MLNet.Extensions.Tests.TestData;

/// <summary>What the doubling model writes.</summary>
internal sealed class Answer
{
    public int Doubled { get; set; }
}
