using Muon.MLNet.Cli.Diagnosis;

namespace Muon.MLNet.Cli.Tests.Diagnosis;

/// <summary>What <c>doctor</c> finds on machines that are not as they should be.</summary>
[TestClass]
public sealed class FindingTests
{
    private const string Line = "7f71 r-xp 00001000 fe:00 1234    /usr/lib/x86_64-linux-gnu/";

    [TestMethod]
    [DataRow("blas/libblas.so.3.11.0", "reference BLAS")]
    [DataRow("openblas-pthread/libopenblasp-r0.3.21.so", "threads of its own")]
    [DataRow("openblas-openmp/libopenblasp-r0.3.21.so", null)]
    [DataRow("libtorch_cpu.so.1.13", null)]
    [DataRow("blas/other.so", null)]
    public void The_BLAS_is_known_by_the_file_that_is_loaded(string file, string? text)
    {
        Finding? finding = BlasLibrary.Judge(["7f71 rw-p 00000000 00:00 0", Line + file]);
        Assert.AreEqual(text is null, finding is null);
        Assert.Contains(text ?? "", finding?.Text ?? "");
        Assert.IsTrue(finding is null || finding.Remedy.Contains("sudo apt-get install libopenblas0-openmp", StringComparison.Ordinal));
    }

    [TestMethod]
    public void A_slow_rate_is_pointed_out()
    {
        Assert.Contains("3.2 GFLOP/s", MatrixRate.Judge(3.21)!.Text);
        Assert.IsNull(MatrixRate.Judge(50));
    }

    [TestMethod]
    [DataRow(1, 8, "OMP_NUM_THREADS", "1", "OMP_NUM_THREADS is 1, so libtorch uses 1 of 8 processors.")]
    [DataRow(2, 8, "MKL_NUM_THREADS", "2", "MKL_NUM_THREADS is 2, so libtorch uses 2 of 8 processors.")]
    [DataRow(8, 8, "OMP_NUM_THREADS", "8", null)]
    [DataRow(4, 8, "OMP_NUM_THREADS", "", null)]
    public void Threads_that_the_environment_takes_away_are_pointed_out(int threads, int processors, string variable, string value, string? text) =>
        Assert.AreEqual(text, ThreadChoice.Judge(threads, processors, name => name == variable ? value : null)?.Text);

    [TestMethod]
    public void A_driver_that_libtorch_makes_nothing_of_is_pointed_out()
    {
        Assert.Contains("TorchSharp-cuda", GraphicsDriver.Judge(gpus: 0, hasDriver: true)!.Remedy);
        Assert.IsNull(GraphicsDriver.Judge(gpus: 1, hasDriver: true));
        Assert.IsNull(GraphicsDriver.Judge(gpus: 0, hasDriver: false));
    }

    [TestMethod]
    public void All_usual_formats_of_pictures_are_read()
    {
        IReadOnlyList<string> formats = PictureCodecs.Find(out Finding? missing);
        CollectionAssert.AreEqual(new[] { "JPEG", "PNG", "WebP", "GIF" }, formats.ToArray());
        Assert.IsNull(missing);
    }
}
