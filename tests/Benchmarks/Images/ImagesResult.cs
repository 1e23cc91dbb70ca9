using System.Text.Json.Nodes;

namespace Muon.MLNet.Benchmarks.Images;

/// <summary>One measurement beside PyTorch's.</summary>
/// <param name="Case">The network.</param>
/// <param name="What">What is measured.</param>
/// <param name="Unit">Its unit: pictures per second, or milliseconds.</param>
/// <param name="Ours">Ours.</param>
/// <param name="PyTorch">PyTorch's; null where there is none.</param>
internal sealed record ImagesResult(string Case, string What, string Unit, double Ours, double? PyTorch)
{
    public const string Rate = "pictures/s";
    public const string Latency = "ms";

    /// <summary>Gets how many times as fast ours is.</summary>
    private double? Ratio => string.Equals(Unit, Rate, StringComparison.Ordinal) ? Ours / PyTorch : PyTorch / Ours;

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
        string format = string.Equals(Unit, Rate, StringComparison.Ordinal) ? "F0" : "F3";
        return [Case, What, Unit, Report.Number(Ours, format), Report.Number(PyTorch, format), Report.Number(Ratio, "F2")];
    }
}
