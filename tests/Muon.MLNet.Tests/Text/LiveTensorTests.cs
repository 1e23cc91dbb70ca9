using Microsoft.ML;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Text;

/// <summary>What was allocated in native memory is freed: after a fit, predictions, a failed or cancelled fit, and what was loaded.</summary>
[TestClass]
public sealed class LiveTensorTests
{
    private readonly MLContext _context = new(seed: 1);

    public static IEnumerable<object[]> Architectures => Enum.GetValues<TextArchitecture>().Where(architecture => architecture is not TextArchitecture.Auto).Select(architecture => new object[] { architecture });

    [TestMethod]
    [DynamicData(nameof(Architectures))]
    public void FitTransformPredictSaveLoadDispose_LeaveNoNativeTensorBehind(TextArchitecture architecture)
    {
        MuonNetworks.RegisterText(BagOfTokens.RegisteredName, shape => new BagOfTokens(shape));
        using TinyBert bert = new();
        void Run()
        {
            IDataView data = Sentences.Keyed(_context, 24);
            void Change(MuonTextClassificationTrainer.Options options) => (options.MaxEpochs, options.ValidationSet, options.WeightAveraging, options.TokenDropout) = (2, data, 0.9, 0.1);
            using MuonTextClassificationTransformer model = Sentences.Fit(_context, data, architecture is TextArchitecture.Bert ? bert.Options(Change) : Sentences.Options(architecture, Change));
            Assert.HasCount(24, Sentences.Scores(model, data));
            Assert.HasCount(2, model.PredictTop("play a song", 2));
            Assert.IsNotEmpty(model.Explain("play a song").Words);
            using MemoryStream file = new();
            _context.Model.Save(model, data.Schema, file);
            file.Position = 0;
            ITransformer loaded = _context.Model.LoadMuon(file, out _);
            Assert.HasCount(24, Sentences.Scores(loaded, data));
            foreach (IDisposable step in ((IEnumerable<ITransformer>)new[] { loaded }).OfType<IDisposable>())
            {
                step.Dispose();
            }
        }

        AssertNothingIsLeft(Run);
    }

    [TestMethod]
    [DynamicData(nameof(Architectures))]
    public void AFailedFit_LeavesNoNativeTensorBehind(TextArchitecture architecture)
    {
        using TinyBert bert = new();
        IDataView data = Sentences.Keyed(_context, 24);
        void Change(MuonTextClassificationTrainer.Options options)
        {
            options.ValidationSet = data;
            options.OnEpochEnd = _ => throw new InvalidOperationException("from the callback");
        }

        AssertNothingIsLeft(() => Assert.ThrowsExactly<InvalidOperationException>(() =>
            Sentences.Fit(_context, data, architecture is TextArchitecture.Bert ? bert.Options(Change) : Sentences.Options(architecture, Change))));
    }

    [TestMethod]
    public void WeightsThatDoNotFit_LeaveNoNativeTensorBehind()
    {
        using TinyBert bert = new();
        bert.WriteWeights(bert.Configuration with { Width = 8 });
        IDataView data = Sentences.Keyed(_context, 8);

        AssertNothingIsLeft(() => Assert.ThrowsExactly<InvalidDataException>(() => Sentences.Fit(_context, data, bert.Options())));
    }

    [TestMethod]
    public void ACancelledFit_LeavesNoNativeTensorBehind()
    {
        IDataView data = Sentences.Keyed(_context, 48);

        AssertNothingIsLeft(() =>
        {
            using CancellationTokenSource source = new();
            Sentences.Fit(_context, data, Sentences.Options(change: options => (options.CancellationToken, options.OnStep) = (source.Token, _ => source.Cancel()))).Dispose();
        });
    }

    [TestMethod]
    public void AModelOutlivesTheDisposeScopeItWasMadeIn()
    {
        IDataView data = Sentences.Keyed(_context, 16);
        MuonTextClassificationTransformer model;
        using (TorchSharp.torch.NewDisposeScope())
        {
            model = Sentences.Fit(_context, data, Sentences.Options(TextArchitecture.Encoder, options => options.MaxEpochs = 1));
        }

        Assert.HasCount(16, Sentences.Scores(model, data));
        model.Dispose();
    }

    /// <summary>
    /// Where TorchSharp never takes the tensor that a parameter was made of off its count, every run raises it alike: what
    /// a third run adds on top of the second is what is left behind.
    /// </summary>
    private static void AssertNothingIsLeft(Action run)
    {
        run();
        long first = LiveTensors.Count();
        run();
        long second = LiveTensors.Count();
        long drift = CountedForGood() ? second - first : 0;
        run();

        Assert.IsLessThanOrEqualTo(second + drift, LiveTensors.Count());
        Assert.IsLessThanOrEqualTo(first + drift, second);
    }

    private static bool CountedForGood()
    {
        long before = LiveTensors.Count();
        new TorchSharp.Modules.Parameter(TorchSharp.torch.ones(1)).Dispose();
        return LiveTensors.Count() > before;
    }
}
