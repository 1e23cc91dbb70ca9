using Muon.MLNet.Training;

namespace Muon.MLNet.Tests.Training;

[TestClass]
public sealed class BatchPlanTests
{
    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(1, 128)]
    [DataRow(1001, 100)]
    [DataRow(60_000, 128)]
    [DataRow(7, 7)]
    [DataRow(8, 7)]
    public void Batches_CoverEveryExampleOnce_AndDifferByAtMostOne(int count, int batchSize)
    {
        BatchPlan plan = new(count, batchSize);
        int next = 0;
        int smallest = int.MaxValue;
        int largest = 0;
        for (int step = 0; step < plan.Steps; step++)
        {
            (int offset, int length) = plan[step].GetOffsetAndLength(count);
            Assert.AreEqual(next, offset);
            next += length;
            smallest = Math.Min(smallest, length);
            largest = Math.Max(largest, length);
        }

        Assert.AreEqual(count, next);
        Assert.IsLessThanOrEqualTo(batchSize, largest);
        Assert.IsLessThanOrEqualTo(1, largest - smallest);
    }
}
