using Muon.MLNet.Cli.Report.Charts;

namespace Muon.MLNet.Cli.Tests.Report;

/// <summary>Axes.</summary>
[TestClass]
public sealed class AxisTests
{
    [TestMethod]
    [DataRow(0.13, 2.21, false)]
    [DataRow(-3.0, 1e6, false)]
    [DataRow(5.0, 5.0, false)]
    [DataRow(0.0, 0.0, false)]
    [DataRow(1e-9, 3e-9, false)]
    [DataRow(1.0, 1.0, true)]
    [DataRow(1.0, 3.0, true)]
    public void Ticks_AreFewAndWithin(double low, double high, bool whole)
    {
        Axis axis = new(low, high, start: 10, length: 100, ticks: 5, whole);

        Assert.IsGreaterThanOrEqualTo(2, axis.Ticks.Count);
        Assert.IsLessThanOrEqualTo(8, axis.Ticks.Count);
        foreach (double place in axis.Ticks.Append(low).Append(high).Select(axis.Place))
        {
            Assert.IsTrue(place is >= 9.999 and <= 110.001, $"{place}");
        }

        Assert.IsTrue(!whole || axis.Ticks.All(tick => Math.Abs(tick - Math.Round(tick)) < 1e-9));
    }

    [TestMethod]
    public void TightAxis_EndsAtTheValues()
    {
        Axis axis = new(1, 12, start: 50, length: 300, ticks: 5, whole: true, tight: true);

        Assert.AreEqual(50, axis.Place(1), 1e-9);
        Assert.AreEqual(350, axis.Place(12), 1e-9);
        CollectionAssert.AreEqual(new double[] { 5, 10 }, axis.Ticks.ToArray());
    }
}
