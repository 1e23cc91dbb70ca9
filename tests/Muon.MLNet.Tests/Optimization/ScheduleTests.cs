namespace Muon.MLNet.Tests.Optimization;

/// <summary>Values computed by hand, or with the formulas in Python.</summary>
[TestClass]
public sealed class ScheduleTests
{
    public static IEnumerable<object[]> Values =>
    [
        [(LearningRateSchedule)0.3, 7L, 0.3],
        [new ExponentialDecay(0.1, 10, 0.5), 0L, 0.1],
        [new ExponentialDecay(0.1, 10, 0.5), 5L, 0.1 * 0.70710678118654752],
        [new ExponentialDecay(0.1, 10, 0.5), 20L, 0.025],
        [new ExponentialDecay(0.1, 10, 0.5, staircase: true), 19L, 0.05],
        [new InverseTimeDecay(0.1, 1, 0.5), 2L, 0.05],
        [new InverseTimeDecay(0.1, 4, 0.5), 2L, 0.08],
        [new InverseTimeDecay(0.1, 4, 0.5, staircase: true), 7L, 0.1 / 1.5],
        [new PolynomialDecay(0.1, 10), 5L, 0.05005],
        [new PolynomialDecay(0.1, 10), 10L, 0.0001],
        [new PolynomialDecay(0.1, 10), 1000L, 0.0001],
        [new PolynomialDecay(1.0, 10, 0.0, power: 2), 5L, 0.25],
        [new PolynomialDecay(1.0, 10, 0.0, cycle: true), 0L, 1.0],
        [new PolynomialDecay(1.0, 10, 0.0, cycle: true), 10L, 0.0],
        [new PolynomialDecay(1.0, 10, 0.0, cycle: true), 15L, 0.25],
        [new PiecewiseConstantDecay([2, 5], [1.0, 0.5, 0.1]), 2L, 1.0],
        [new PiecewiseConstantDecay([2, 5], [1.0, 0.5, 0.1]), 3L, 0.5],
        [new PiecewiseConstantDecay([2, 5], [1.0, 0.5, 0.1]), 6L, 0.1],
        [new CosineDecay(0.1, 10), 0L, 0.1],
        [new CosineDecay(0.1, 10), 5L, 0.05],
        [new CosineDecay(0.1, 10), 11L, 0.0],
        [new CosineDecay(0.1, 10, alpha: 0.2), 20L, 0.02],
        [new CosineDecay(0.1, 10, warmupSteps: 4), 0L, 0.1],
        [new CosineDecay(0.0, 10, warmupTarget: 0.2, warmupSteps: 4), 1L, 0.05],
        [new CosineDecay(0.0, 10, warmupTarget: 0.2, warmupSteps: 4), 4L, 0.2],
        [new CosineDecay(0.0, 10, warmupTarget: 0.2, warmupSteps: 4), 9L, 0.1],
        [new CosineDecay(0.1, 10, 0.5, warmupTarget: 0.2, warmupSteps: 4), 14L, 0.1],
        [new CosineDecayRestarts(0.1, 10), 5L, 0.05],
        [new CosineDecayRestarts(0.1, 10), 10L, 0.1],
        [new CosineDecayRestarts(0.1, 10), 20L, 0.05],
        [new CosineDecayRestarts(0.1, 10), 30L, 0.1],
        [new CosineDecayRestarts(0.1, 10, tMul: 1, mMul: 0.5), 25L, 0.0125],
        [new CosineDecayRestarts(0.1, 1, tMul: 3), 121L, 0.1],
        [new CosineDecayRestarts(0.1, 10, alpha: 0.5, mMul: 0.5), 10L, 0.1 * 0.75],
    ];

    [TestMethod]
    [DynamicData(nameof(Values))]
    public void Schedule_has_its_value(LearningRateSchedule schedule, long step, double expected) =>
        Assert.AreEqual(expected, schedule.GetLearningRate(step), 1e-12);

    [TestMethod]
    public void Parameters_out_of_range_are_named()
    {
        Assert.AreEqual("initialLearningRate", Refused(() => new ExponentialDecay(-1, 10, 0.5)));
        Assert.AreEqual("decaySteps", Refused(() => new ExponentialDecay(1, 0, 0.5)));
        Assert.AreEqual("decayRate", Refused(() => new ExponentialDecay(1, 10, 0)));
        Assert.AreEqual("decayRate", Refused(() => new InverseTimeDecay(1, 10, double.NaN)));
        Assert.AreEqual("power", Refused(() => new PolynomialDecay(1, 10, power: -1)));
        Assert.AreEqual("endLearningRate", Refused(() => new PolynomialDecay(1, 10, -1)));
        Assert.AreEqual("values", Refused(() => new PiecewiseConstantDecay([1], [1, -1])));
        Assert.AreEqual("alpha", Refused(() => new CosineDecay(1, 10, -0.1)));
        Assert.AreEqual("warmupTarget", Refused(() => new CosineDecay(1, 10, warmupTarget: -1)));
        Assert.AreEqual("warmupSteps", Refused(() => new CosineDecay(1, 10, warmupTarget: 1, warmupSteps: -1)));
        Assert.AreEqual("tMul", Refused(() => new CosineDecayRestarts(1, 10, tMul: 0.5)));
        Assert.AreEqual("mMul", Refused(() => new CosineDecayRestarts(1, 10, mMul: 0)));
        Assert.ThrowsExactly<ArgumentException>(() => new PiecewiseConstantDecay([1, 1], [1, 2, 3]));
        Assert.ThrowsExactly<ArgumentException>(() => new PiecewiseConstantDecay([1, 2], [1, 2]));
    }

    [TestMethod]
    public void Numbers_and_functions_convert()
    {
        int calls = 0;
        LearningRateSchedule function = (Func<double>)(() => ++calls);
        Assert.AreEqual(1.0, function.GetLearningRate(0));
        Assert.AreEqual(2.0, function.GetLearningRate(0));
        Assert.AreEqual("0.25", ((LearningRateSchedule)0.25).ToString());

        Hyperparameter number = 0.5, changing = (Func<double>)(() => ++calls);
        Assert.IsTrue(number.IsConstant);
        Assert.IsFalse(changing.IsConstant);
        Assert.AreEqual(3.0, changing.Value);
        Assert.IsTrue(number == 0.5);
        Assert.IsTrue(number != changing);
    }

    private static string? Refused(Func<LearningRateSchedule> create) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => { _ = create(); }).ParamName;
}
