using static TorchSharp.torch;

namespace Muon.MLNet.AutoML.Tests;

/// <summary>The networks here are so small that more threads only wait for each other.</summary>
[TestClass]
public static class OneThread
{
    [AssemblyInitialize]
    public static void Set(TestContext context) => set_num_threads(1);
}
