namespace Muon.MLNet.Cli.Tests.Verbs;

[TestClass]
public sealed class DoctorCommandTests
{
    [TestMethod]
    public void The_machine_is_described()
    {
        string words = ToolRun.Of("doctor").Expect(0).Output;
        foreach (string part in (string[])["libtorch", "threads for libtorch", "GB", "GPU", "GFLOP/s", "pictures: JPEG, PNG", "everything that training needs is there."])
        {
            Assert.Contains(part, words);
        }

        var json = ToolRun.Of("doctor", "--json").Expect(0).Json();
        Assert.AreEqual(TorchSharp.torch.get_num_threads(), json.GetProperty("threads").GetInt32());
        Assert.IsGreaterThan(0, json.GetProperty("gigaflops").GetDouble());
    }
}
