namespace Muon.MLNet.Benchmarks.Data;

/// <summary>A row with the name of its class.</summary>
internal interface ILabelled
{
    string Label { get; }
}
