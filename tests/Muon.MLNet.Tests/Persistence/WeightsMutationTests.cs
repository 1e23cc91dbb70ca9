using Microsoft.ML;
using Muon.MLNet.Networks.Pretrained;
using Muon.MLNet.Persistence;
using Muon.MLNet.Prediction;
using Muon.MLNet.Tests.TestData;
using Muon.MLNet.Tests.TestData.Hostile;
using Muon.MLNet.Training.Continuation;
using Muon.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Persistence;

/// <summary>Weights files that were changed at random, by accident or by intent.</summary>
[TestClass]
public sealed class WeightsMutationTests : IDisposable
{
    // A header of n bytes may stand for n / 2 numbers, each an entry of a table of tokens, an element and a value.
    private const int BytesPerByte = 64;
    private const int Constant = 1 << 20;

    private readonly MLContext _context = new(seed: 1);
    private readonly string _folder = Directory.CreateTempSubdirectory("muon").FullName;

    private string FilePath => Path.Combine(_folder, "weights.safetensors");

    [TestMethod]
    [DataRow("pictures")]
    [DataRow("texts")]
    public void LoadWeights_OfAnyChange_IsDoneOrInvalidData_AndInvalidDataChangesNothing(string kind)
    {
        using IDisposable model = Fit(kind, out IClassifier classifier);
        WeightsFile.Save(classifier, FilePath);
        byte[] whole = File.ReadAllBytes(FilePath);
        string untouched = PreviousNetwork.Fingerprint(classifier);
        Random random = new(22);
        int loaded = 0, refused = 0;
        long live = LiveTensors.Count();
        for (int round = 0; round < TestLength.Rounds(300, 10_000); round++)
        {
            byte[] changed = HostileSafetensors.Of(whole, random);
            File.WriteAllBytes(FilePath, changed);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Exception? error = Try(() => WeightsFile.Load(classifier, FilePath));
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            Assert.IsLessThan((BytesPerByte * (long)changed.Length) + Constant, allocated, $"round {round}");
            if (error is null)
            {
                loaded++;
                File.WriteAllBytes(FilePath, whole);
                WeightsFile.Load(classifier, FilePath);
            }
            else
            {
                refused++;
                Assert.IsInstanceOfType<InvalidDataException>(error, $"round {round}");
            }

            if (round % 20 == 0 || error is null)
            {
                Assert.AreEqual(untouched, PreviousNetwork.Fingerprint(classifier), $"round {round}");
            }
        }

        Assert.AreEqual(live, LiveTensors.Count());
        Assert.IsGreaterThan(0, loaded);
        Assert.IsGreaterThan(loaded, refused);
    }

    [TestMethod]
    public void PretrainedWeights_OfAnyChange_AreLoadedOrInvalidData()
    {
        using IDisposable model = Fit("pictures", out IClassifier classifier);
        WeightsFile.Save(classifier, FilePath);
        byte[] whole = File.ReadAllBytes(FilePath);
        Random random = new(23);
        int loaded = 0, refused = 0;
        long live = LiveTensors.Count();
        for (int round = 0; round < TestLength.Rounds(300, 10_000); round++)
        {
            byte[] changed = HostileSafetensors.Of(whole, random);
            File.WriteAllBytes(FilePath, changed);
            string before = round % 20 == 0 ? PreviousNetwork.Fingerprint(classifier) : "";
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            Exception? error = Try(() => PretrainedWeights.Load(classifier.Network, FilePath, sha256: null));

            Assert.IsLessThan((BytesPerByte * (long)changed.Length) + Constant, GC.GetAllocatedBytesForCurrentThread() - allocated, $"round {round}");
            _ = error is null ? loaded++ : refused++;
            Assert.IsTrue(error is null or InvalidDataException, $"round {round}: {error}");
            if (error is not null && before.Length > 0)
            {
                Assert.AreEqual(before, PreviousNetwork.Fingerprint(classifier), $"round {round}");
            }
        }

        Assert.AreEqual(live, LiveTensors.Count());
        Assert.IsGreaterThan(0, loaded);
        Assert.IsGreaterThan(0, refused);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Exception? Try(Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }

    private IDisposable Fit(string kind, out IClassifier classifier)
    {
        if (kind == "texts")
        {
            MuonTextClassificationTransformer texts = Sentences.Fit(_context, Sentences.Keyed(_context), Sentences.Options(change: options => (options.MaxEpochs, options.NGrams.MaxFeatures) = (1, 50)));
            classifier = texts.Classifier;
            return texts;
        }

        MuonImageClassificationTransformer pictures = _context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options(options =>
            (options.MaxEpochs, options.Architecture, options.CustomNetwork) = (1, ImageArchitecture.Custom, Small))).Fit(Stripes.Keyed(_context, Stripes.View(_context, 60)));
        classifier = pictures.Classifier;
        return pictures;
    }

    private static nn.Module<Tensor, Tensor> Small(int classes) => nn.Sequential(
        ("conv", nn.Conv2d(1, 4, 3)), ("norm", nn.BatchNorm2d(4)), ("flatten", nn.Flatten()), ("last", nn.Linear(4 * 6 * 6, classes)));
}
