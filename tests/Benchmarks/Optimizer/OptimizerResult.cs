using System.Globalization;
using System.Text.Json.Nodes;

namespace Muon.MLNet.Benchmarks.Optimizer;

/// <summary>One set of parameters in one precision of the orthogonalisation; times in milliseconds, medians.</summary>
internal sealed record OptimizerResult(string Set, bool IsHalf, long Parameters)
{
    public required double Ours { get; init; }

    /// <summary>The eager loop in TorchSharp, in the same precision.</summary>
    public required double TorchSharpEager { get; init; }

    public required double TorchSharpEagerFull { get; init; }

    /// <summary>The eager loop in PyTorch, in float32.</summary>
    public required double? PyTorch { get; init; }

    public required double? PyTorchHalf { get; init; }

    public required long StateBytes { get; init; }

    public required long ScratchBytes { get; init; }

    public required long AdamWStateBytes { get; init; }

    /// <summary>The rate of the orthogonalisation's products as a share of the machine's best.</summary>
    public required double MatmulShare { get; init; }

    /// <summary>Forward and backward pass at batch 64.</summary>
    public required double? TrainingStep { get; init; }

    private string Precision => IsHalf ? "bfloat16" : "float32";

    /// <summary>The better reference in the same precision, as a multiple of our time.</summary>
    private double Ratio => Math.Min(TorchSharpEager, (IsHalf ? PyTorchHalf : PyTorch) ?? double.PositiveInfinity) / Ours;

    /// <summary>The better reference in float32, as a multiple of our time.</summary>
    private double RatioToFull => Math.Min(TorchSharpEagerFull, PyTorch ?? double.PositiveInfinity) / Ours;

    private double? StepShare => Ours / (Ours + TrainingStep);

    public JsonObject ToJson() => new()
    {
        ["set"] = Set,
        ["parameters"] = Parameters,
        ["precision"] = Precision,
        ["ours_ms"] = Ours,
        ["torchsharp_eager_ms"] = TorchSharpEager,
        ["pytorch_ms"] = PyTorch,
        ["pytorch_bfloat16_ms"] = PyTorchHalf,
        ["ratio_to_better_reference"] = Ratio,
        ["ratio_to_better_float32_reference"] = RatioToFull,
        ["state_bytes"] = StateBytes,
        ["scratch_bytes"] = ScratchBytes,
        ["adamw_state_bytes"] = AdamWStateBytes,
        ["matmul_share"] = MatmulShare,
        ["forward_backward_ms"] = TrainingStep,
        ["step_share"] = StepShare,
    };

    public string[] ToCells() =>
    [
        Set,
        Parameters.ToString("N0", CultureInfo.InvariantCulture),
        Precision,
        Report.Number(Ours, "F1"),
        Report.Number(TorchSharpEager, "F1"),
        Report.Number(PyTorch, "F1"),
        Report.Number(PyTorchHalf, "F1"),
        Report.Number(Ratio, "F2"),
        Report.Number(RatioToFull, "F2"),
        Report.Number(MatmulShare, "P0"),
        Report.Number(StepShare, "P1"),
        Report.Number(StateBytes / 1e6, "F1"),
        Report.Number(AdamWStateBytes / 1e6, "F1"),
        Report.Number(ScratchBytes / 1e6, "F1"),
    ];
}
