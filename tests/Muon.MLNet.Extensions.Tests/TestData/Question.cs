namespace Muon.MLNet.Extensions.Tests.TestData;

/// <summary>What the doubling model reads.</summary>
internal sealed class Question
{
    public int Number { get; set; }
}
