using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Muon.MLNet.Tests.Optimization;

[TestClass]
public sealed class MuonOptionsTests
{
    public static IEnumerable<object[]> OutOfRange =>
    [
        [nameof(MuonOptions.LearningRate), (LearningRateSchedule)(-0.1)],
        [nameof(MuonOptions.LearningRate), (LearningRateSchedule)double.NaN],
        [nameof(MuonOptions.Momentum), (Hyperparameter)1.0],
        [nameof(MuonOptions.Momentum), (Hyperparameter)(-0.1)],
        [nameof(MuonOptions.NsSteps), 0],
        [nameof(MuonOptions.NsSteps), 101],
        [nameof(MuonOptions.MuonA), double.NaN],
        [nameof(MuonOptions.MuonB), double.PositiveInfinity],
        [nameof(MuonOptions.MuonC), double.NegativeInfinity],
        [nameof(MuonOptions.Precision), (OrthogonalizationPrecision)9],
        [nameof(MuonOptions.Coefficients), (CoefficientTable)9],
        [nameof(MuonOptions.NormGuard), (NormGuard)9],
        [nameof(MuonOptions.UpdateScaling), (UpdateScaling)9],
        [nameof(MuonOptions.HigherRank), (HigherRankRule)9],
        [nameof(MuonOptions.Layout), (WeightLayout)9],
        [nameof(MuonOptions.RmsRate), 0.0],
        [nameof(MuonOptions.NorMuonBeta2), 1.0],
        [nameof(MuonOptions.PackedWeights), new Dictionary<string, int> { ["qkv"] = 1 }],
        [nameof(MuonOptions.AdamLrRatio), -1.0],
        [nameof(MuonOptions.AdamBeta1), (Hyperparameter)1.0],
        [nameof(MuonOptions.AdamBeta2), (Hyperparameter)double.NaN],
        [nameof(MuonOptions.Epsilon), 0.0],
        [nameof(MuonOptions.WeightDecay), -0.1],
        [nameof(MuonOptions.AdamWeightDecay), double.PositiveInfinity],
        [nameof(MuonOptions.ClipNorm), 0.0],
        [nameof(MuonOptions.ClipValue), -1.0],
        [nameof(MuonOptions.GlobalClipNorm), double.NaN],
        [nameof(MuonOptions.EmaMomentum), 1.1],
        [nameof(MuonOptions.EmaOverwriteFrequency), 0],
        [nameof(MuonOptions.LossScaleFactor), 0.0],
        [nameof(MuonOptions.GradientAccumulationSteps), 1],
    ];

    [TestMethod]
    [DynamicData(nameof(OutOfRange))]
    public void Option_out_of_range_is_named_with_value_and_range(string option, object value)
    {
        MuonOptions options = new();
        typeof(MuonOptions).GetProperty(option)!.SetValue(options, value);
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(options.Validate);
        Assert.AreEqual(option, error.ParamName);
        Assert.StartsWith($"{option} is ", error.Message);
        Assert.Contains("must be", error.Message);
    }

    [TestMethod]
    public void Every_option_with_a_range_is_in_the_test_above()
    {
        string[] tested = [.. OutOfRange.Select(row => (string)row[0])];
        foreach (PropertyInfo property in typeof(MuonOptions).GetProperties())
        {
            if (property.GetCustomAttribute<RangeAttribute>() is not null || property.PropertyType.IsEnum)
            {
                CollectionAssert.Contains(tested, property.Name);
            }
        }
    }

    [TestMethod]
    public void Message_says_what_to_do()
    {
        MuonOptions options = new() { Momentum = 1.5 };
        string message = Assert.ThrowsExactly<ArgumentOutOfRangeException>(options.Validate).Message;
        Assert.StartsWith("Momentum is 1.5; it must be at least 0 and less than 1.", message);
    }

    [TestMethod]
    public void Two_kinds_of_clipping_exclude_each_other()
    {
        MuonOptions options = new() { ClipNorm = 1, ClipValue = 1 };
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(options.Validate);
        Assert.Contains("ClipNorm and ClipValue", error.Message);
    }

    [TestMethod]
    [DataRow("dense(", "'dense('")]
    [DataRow("", "empty pattern")]
    public void Pattern_that_does_not_compile_is_named(string pattern, string expected)
    {
        MuonOptions options = new() { ExcludeLayers = ["head", pattern] };
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(options.Validate);
        Assert.AreEqual(nameof(MuonOptions.ExcludeLayers), error.ParamName);
        Assert.Contains(expected, error.Message);
    }

    [TestMethod]
    public void Patterns_of_every_option_are_checked()
    {
        foreach ((string option, MuonOptions options) in new[]
        {
            (nameof(MuonOptions.ExcludeFromWeightDecay), new MuonOptions { ExcludeFromWeightDecay = ["("] }),
            (nameof(MuonOptions.RowWiseAdamW), new MuonOptions { RowWiseAdamW = ["("] }),
            (nameof(MuonOptions.LearningRateRatios), new MuonOptions { LearningRateRatios = [new("(", 1)] }),
            (nameof(MuonOptions.PackedWeights), new MuonOptions { PackedWeights = new Dictionary<string, int> { ["("] = 3 } }),
        })
        {
            ArgumentException error = Assert.ThrowsExactly<ArgumentException>(options.Validate);
            Assert.AreEqual(option, error.ParamName);
            Assert.StartsWith($"{option} holds '('", error.Message);
        }
    }

    [TestMethod]
    public void Two_kinds_of_loss_scale_exclude_each_other()
    {
        MuonOptions options = new() { DynamicLossScaling = true, LossScaleFactor = 2 };
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(options.Validate);
        Assert.Contains("DynamicLossScaling and LossScaleFactor", error.Message);
    }

    [TestMethod]
    public void Packed_weights_need_the_layout_of_TorchSharp()
    {
        MuonOptions options = new() { SplitQkv = true, Layout = WeightLayout.InputOutput };
        Assert.AreEqual(nameof(MuonOptions.SplitQkv), Assert.ThrowsExactly<ArgumentException>(options.Validate).ParamName);
        options = new() { PackedWeights = new Dictionary<string, int> { ["qkv"] = 3 }, Layout = WeightLayout.InputOutput };
        Assert.AreEqual(nameof(MuonOptions.PackedWeights), Assert.ThrowsExactly<ArgumentException>(options.Validate).ParamName);
    }

    [TestMethod]
    public void Additions_are_off_in_every_preset()
    {
        foreach (Func<MuonOptions> preset in new[] { MuonOptions.Seed, MuonOptions.Keras, MuonOptions.KellerJordan, MuonOptions.Moonlight, MuonOptions.TorchOriginal, MuonOptions.TorchMatchRms })
        {
            MuonOptions options = preset();
            Assert.AreEqual(CoefficientTable.Polynomial, options.Coefficients);
            Assert.AreEqual(OrthogonalizationPrecision.Full, options.Precision);
            Assert.IsFalse(options.CautiousWeightDecay || options.NorMuon || options.SplitQkv || options.DynamicLossScaling);
            Assert.IsNull(options.PackedWeights);
            Assert.IsNull(options.ExcludeFromWeightDecay);
            Assert.IsNull(options.RowWiseAdamW);
            Assert.IsNull(options.LearningRateRatios);
        }
    }

    [TestMethod]
    public void Empty_name_and_missing_schedule_are_refused()
    {
        Assert.ThrowsExactly<ArgumentException>(new MuonOptions { Name = " " }.Validate);
        Assert.ThrowsExactly<ArgumentException>(new MuonOptions { LearningRate = null! }.Validate);
    }

    [TestMethod]
    public void Defaults_are_those_of_the_document()
    {
        MuonOptions options = new();
        Assert.AreEqual(0.001, options.LearningRate.GetLearningRate(0));
        Assert.AreEqual(0.9, options.AdamBeta1.Value);
        Assert.AreEqual(0.999, options.AdamBeta2.Value);
        Assert.AreEqual(1e-7, options.Epsilon);
        Assert.AreEqual(0.1, options.WeightDecay);
        Assert.IsNull(options.ClipNorm);
        Assert.IsNull(options.ClipValue);
        Assert.IsNull(options.GlobalClipNorm);
        Assert.IsFalse(options.UseEma);
        Assert.AreEqual(0.99, options.EmaMomentum);
        Assert.IsNull(options.EmaOverwriteFrequency);
        Assert.IsNull(options.LossScaleFactor);
        Assert.IsNull(options.GradientAccumulationSteps);
        Assert.AreEqual("muon", options.Name);
        Assert.IsNull(options.ExcludeLayers);
        Assert.IsTrue(options.ExcludeEmbeddings);
        Assert.AreEqual(3.4445, options.MuonA);
        Assert.AreEqual(-4.775, options.MuonB);
        Assert.AreEqual(2.0315, options.MuonC);
        Assert.AreEqual(0.1, options.AdamLrRatio);
        Assert.AreEqual(0.95, options.Momentum.Value);
        Assert.AreEqual(6, options.NsSteps);
        Assert.IsTrue(options.Nesterov);
    }

    [TestMethod]
    public void Presets_are_valid_and_new_each_time()
    {
        foreach (Func<MuonOptions> preset in new[] { MuonOptions.Seed, MuonOptions.Keras, MuonOptions.KellerJordan, MuonOptions.Moonlight, MuonOptions.TorchOriginal, MuonOptions.TorchMatchRms })
        {
            MuonOptions options = preset();
            options.Validate();
            Assert.AreNotSame(options, preset());
        }
    }

    [TestMethod]
    public void Clone_is_not_reached_by_later_changes()
    {
        string[] patterns = ["a"];
        Dictionary<string, int> packed = new() { ["qkv"] = 3 };
        LearningRateRatio[] ratios = [new("a", 0.5)];
        MuonOptions options = new() { LearningRateRatios = ratios, ExcludeLayers = patterns, ExcludeFromWeightDecay = patterns, PackedWeights = packed, NsSteps = 3 };
        MuonOptions clone = options.Clone();
        patterns[0] = "b";
        ratios[0] = new("b", 2);
        packed["qkv"] = 2;
        options.NsSteps = 4;
        Assert.AreEqual("a", clone.ExcludeLayers![0]);
        Assert.AreEqual(new LearningRateRatio("a", 0.5), clone.LearningRateRatios![0]);
        Assert.AreEqual("a", clone.ExcludeFromWeightDecay![0]);
        Assert.AreEqual(3, clone.PackedWeights!["qkv"]);
        Assert.AreEqual(3, clone.NsSteps);
    }
}
