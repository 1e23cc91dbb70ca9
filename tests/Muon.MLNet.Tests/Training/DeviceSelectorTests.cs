using Microsoft.ML;
using Microsoft.ML.Runtime;
using Muon.MLNet.Tests.TestData;
using Muon.MLNet.Training;
using TorchSharp;

namespace Muon.MLNet.Tests.Training;

/// <summary>Which device is chosen, for any number of GPUs, and what is said about it.</summary>
[TestClass]
public sealed class DeviceSelectorTests
{
    [TestMethod]
    [DataRow(TrainingDevice.Context, null, true, 2, -1)]
    [DataRow(TrainingDevice.Context, 1, false, 2, 1)]
    [DataRow(TrainingDevice.Context, 1, true, 1, -1)]
    [DataRow(TrainingDevice.Cpu, 0, false, 2, -1)]
    [DataRow(TrainingDevice.Gpu, null, false, 1, 0)]
    [DataRow(TrainingDevice.Gpu, 1, true, 2, 1)]
    [DataRow(TrainingDevice.Automatic, null, false, 0, -1)]
    [DataRow(TrainingDevice.Automatic, null, false, 2, 0)]
    [DataRow(TrainingDevice.Automatic, 1, false, 2, 1)]
    [DataRow(TrainingDevice.Automatic, 3, false, 2, -1)]
    public void TheDeviceFollowsOptionAndContext(TrainingDevice asked, int? id, bool fallback, int count, int expected)
    {
        torch.Device device = DeviceSelector.Select(asked, id, fallback, count).Device;

        Assert.AreEqual(expected < 0 ? DeviceType.CPU : DeviceType.CUDA, device.type);
        if (expected >= 0)
        {
            Assert.AreEqual(expected, device.index);
        }
    }

    [TestMethod]
    [DataRow(TrainingDevice.Context, 0, 0, "MLContext.GpuDeviceId is 0, but libtorch sees no CUDA device", "FallbackToCpu to true")]
    [DataRow(TrainingDevice.Context, 2, 2, "MLContext.GpuDeviceId is 2, but libtorch sees 2 CUDA device(s), numbered from 0", "GpuDeviceId to null")]
    [DataRow(TrainingDevice.Context, -1, 2, "MLContext.GpuDeviceId is -1", "GpuDeviceId to null")]
    [DataRow(TrainingDevice.Gpu, null, 0, "Device is Gpu, but libtorch sees no CUDA device", "Device to Automatic or Cpu")]
    [DataRow(TrainingDevice.Gpu, 4, 1, "Device is Gpu and MLContext.GpuDeviceId is 4, but libtorch sees 1", "Device to Automatic or Cpu")]
    public void AMissingGpu_IsRefused_WithTheReason(TrainingDevice asked, int? id, int count, string reason, string advice)
    {
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => DeviceSelector.Select(asked, id, fallbackToCpu: asked is TrainingDevice.Gpu, count));

        StringAssert.StartsWith(error.Message, reason);
        StringAssert.Contains(error.Message, advice);
    }

    [TestMethod]
    public void OneLineOfTheLog_SaysDeviceReasonLibraryThreadsAndPrecision()
    {
        MLContext context = new(seed: 1);
        List<string> lines = [];
        context.Log += (_, e) =>
        {
            if (e.Kind is ChannelMessageKind.Info && e.RawMessage.StartsWith("Device: ", StringComparison.Ordinal))
            {
                lines.Add(e.RawMessage);
            }
        };

        using var model = context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options(options => options.MaxEpochs = 1)).Fit(Stripes.Keyed(context, Stripes.View(context, 30)));

        Assert.HasCount(1, lines);
        StringAssert.StartsWith(lines[0], "Device: CPU, because neither MLContext.GpuDeviceId nor Device asks for a GPU. libtorch ");
        StringAssert.Contains(lines[0], torch.__version__);
        StringAssert.EndsWith(lines[0], $"{torch.get_num_threads()} threads, float32.");
        Assert.IsTrue(Version.TryParse(torch.__version__, out _), torch.__version__);
    }

    [TestMethod]
    public void AGpuThatIsMissing_IsAWarningWhereTheContextFallsBack()
    {
        if (torch.cuda.is_available())
        {
            Assert.Inconclusive("This machine has a GPU.");
        }

        MLContext context = new(seed: 1) { GpuDeviceId = 0, FallbackToCpu = true };
        List<string> warnings = [];
        context.Log += (_, e) =>
        {
            if (e.Kind is ChannelMessageKind.Warning)
            {
                warnings.Add(e.RawMessage);
            }
        };

        using var model = context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options(options => options.MaxEpochs = 1)).Fit(Stripes.Keyed(context, Stripes.View(context, 30)));

        Assert.IsTrue(warnings.Exists(line => line.StartsWith("Device: CPU, because libtorch sees no CUDA device", StringComparison.Ordinal) && line.Contains("MLContext.GpuDeviceId is 0", StringComparison.Ordinal)), string.Join('\n', warnings));
    }
}
