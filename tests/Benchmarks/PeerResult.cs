using System.Text.Json.Nodes;

namespace Muon.MLNet.Benchmarks;

/// <summary>One measurement beside PyTorch's.</summary>
/// <param name="Case">The network.</param>
/// <param name="What">What is measured.</param>
/// <param name="Unit">Its unit: milliseconds, or something per second.</param>
/// <param name="Ours">Ours.</param>
/// <param name="PyTorch">PyTorch's; null where there is none.</param>
internal sealed record PeerResult(string Case, string What, string Unit, double Ours, double? PyTorch)
{
    public const string Milliseconds = "ms";

    private bool IsTime => string.Equals(Unit, Milliseconds, StringComparison.Ordinal);

    /// <summary>Gets how many times as fast ours is.</summary>
    private double? Ratio => IsTime ? PyTorch / Ours : Ours / PyTorch;

    public JsonObject ToJson() => new()
    {
        ["case"] = Case,
        ["what"] = What,
        ["unit"] = Unit,
        ["ours"] = Ours,
        ["pytorch"] = PyTorch,
        ["speed_ratio"] = Ratio,
    };

    public string[] ToCells()
    {
        string format = IsTime ? "F3" : "F0";
        return [Case, What, Unit, Report.Number(Ours, format), Report.Number(PyTorch, format), Report.Number(Ratio, "F2")];
    }
}
