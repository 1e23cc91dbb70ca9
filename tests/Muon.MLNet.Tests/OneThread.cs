namespace Muon.MLNet.Tests;

/// <summary>
/// The matrices of these tests are too small to be shared out: on a busy machine, waiting for a second thread costs a
/// hundred times more than it saves.
/// </summary>
[TestClass]
public static class OneThread
{
    [AssemblyInitialize]
    public static void Set(TestContext context) => TorchSharp.torch.set_num_threads(1);
}
