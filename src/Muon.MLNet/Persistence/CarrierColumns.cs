namespace Muon.MLNet.Persistence;

/// <summary>The columns that the saved form of a model uses between its steps, and drops at the end.</summary>
internal static class CarrierColumns
{
    public const string Input = "__muon_input";
    public const string SecondInput = "__muon_input2";
    public const string Key = "__muon_key";
    public const string Payload = "__muon_payload";
    public const string Index = "__muon_index";

    /// <summary>Followed by k: a piece of 2^k scores.</summary>
    public const string Chunk = "__muon_scores";
}
