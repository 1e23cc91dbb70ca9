namespace Muon.MLNet.Tests.Optimization;

/// <summary>Every preset, and every addition on top of one.</summary>
internal static class Variants
{
    private static readonly Dictionary<string, Func<MuonOptions>> All = new(StringComparer.Ordinal)
    {
        ["Seed"] = MuonOptions.Seed,
        ["Keras"] = MuonOptions.Keras,
        ["KellerJordan"] = MuonOptions.KellerJordan,
        ["Moonlight"] = MuonOptions.Moonlight,
        ["TorchOriginal"] = MuonOptions.TorchOriginal,
        ["TorchMatchRms"] = MuonOptions.TorchMatchRms,
        ["quintic"] = () => new MuonOptions { Coefficients = CoefficientTable.Quintic, NsSteps = 5 },
        ["Polar Express"] = () => new MuonOptions { Coefficients = CoefficientTable.PolarExpress, NsSteps = 5 },
        ["cautious"] = () => new MuonOptions { CautiousWeightDecay = true },
        ["NorMuon"] = () => new MuonOptions { NorMuon = true },
        ["packed"] = () => new MuonOptions { PackedWeights = new Dictionary<string, int> { ["second.weight|matrix|^w$"] = 2 } },
        ["row-wise"] = () => new MuonOptions { RowWiseAdamW = ["first.weight|matrix|^w$"] },
        ["averaged"] = () => new MuonOptions { UseEma = true, EmaMomentum = 0.8, EmaOverwriteFrequency = 7 },
        ["accumulating"] = () => new MuonOptions { GradientAccumulationSteps = 3 },
        ["loss scale"] = () => new MuonOptions { DynamicLossScaling = true },
        ["clipped"] = () => new MuonOptions { GlobalClipNorm = 1 },
        ["ratios"] = () => new MuonOptions { LearningRateRatios = [new("second|vector|bias", 0.5), new("first|matrix|^w$", 2)] },
        ["bfloat16"] = () => new MuonOptions { Precision = OrthogonalizationPrecision.BFloat16 },
    };

    public static IEnumerable<string> Names => All.Keys;

    public static MuonOptions Create(string name) => All[name]();
}
