using System.Diagnostics;
using Microsoft.ML;
using Muon.MLNet.Benchmarks.Data;
using Muon.MLNet.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Benchmarks.Images;

/// <summary>Our side of one case: the trainer, the network alone, the trained model.</summary>
internal sealed class OurTraining : IDisposable
{
    // The first steps grow buffers and caches.
    private const int WarmSteps = 3;

    private readonly MLContext _context = new(seed: 1);
    private readonly NetworkCase _what;
    private readonly Picture[] _pictures;
    private readonly IDataView _view;
    private readonly ClassifierNetwork _network;
    private readonly Tensor _inputs;
    private readonly Tensor _classes;

    public OurTraining(NetworkCase what)
    {
        _what = what;
        Random random = new(1);
        _pictures = [.. Enumerable.Range(0, Math.Max(what.Predictions, what.BatchSize * (what.Steps + WarmSteps))).Select(i => new Picture
        {
            Image = [.. Enumerable.Range(0, what.Channels * what.Side * what.Side).Select(_ => (float)random.Next(256))],
            Label = ((char)('a' + (i % NetworkCase.Classes))).ToString(),
        })];
        IDataView text = Load(_pictures[..(what.BatchSize * (what.Steps + WarmSteps))]);
        _view = _context.Data.Cache(_context.Transforms.Conversion.MapValueToKey("Label").Fit(text).Transform(text));
        Predictions = Load(_pictures[..what.Predictions]);
        _network = what.Build();
        _network.Settle(CPU);
        _inputs = randn(what.BatchSize, what.Channels, what.Side, what.Side).DetachFromDisposeScope();
        _classes = randint(0, NetworkCase.Classes, [what.BatchSize]).to(ScalarType.Int64).DetachFromDisposeScope();
        (Model, _) = Fit(ImageAugmentation.None);
    }

    /// <summary>Gets a model that was trained for one epoch.</summary>
    public MuonImageClassificationTransformer Model { get; }

    public IReadOnlyList<Picture> Pictures => _pictures;

    /// <summary>Gets the pictures to predict.</summary>
    public IDataView Predictions { get; }

    public MLContext Context => _context;

    /// <summary>Milliseconds of <see cref="NetworkCase.Steps"/> steps of the trainer, reading the view and the first steps not counted.</summary>
    public double Train(ImageAugmentation? augmentation)
    {
        (MuonImageClassificationTransformer model, double milliseconds) = Fit(augmentation);
        model.Dispose();
        return milliseconds;
    }

    /// <summary>Milliseconds of forward and backward passes of the network alone.</summary>
    public double Pass(int steps)
    {
        _network.train();
        return Stopwatches.Time(() =>
        {
            for (int step = 0; step < steps; step++)
            {
                using DisposeScope scope = NewDisposeScope();
                nn.functional.cross_entropy(_network.forward(_inputs), _classes).backward();
            }
        });
    }

    public void Dispose()
    {
        Model.Dispose();
        _network.Dispose();
        _inputs.Dispose();
        _classes.Dispose();
    }

    private (MuonImageClassificationTransformer Model, double Milliseconds) Fit(ImageAugmentation? augmentation)
    {
        long start = 0, end = 0;
        MuonImageClassificationTrainer.Options options = new()
        {
            Architecture = _what.Architecture,
            Augmentation = augmentation,
            BatchSize = _what.BatchSize,
            MaxEpochs = 1,
            Seed = 1,
            OnStep = step =>
            {
                end = Stopwatch.GetTimestamp();
                start = step.Step == WarmSteps ? end : start;
            },
        };
        MuonImageClassificationTransformer model = _context.MulticlassClassification.Trainers.MuonImageClassification(options).Fit(_view);
        return (model, Stopwatch.GetElapsedTime(start, end).TotalMilliseconds);
    }

    private IDataView Load(Picture[] pictures) => PictureViews.Load(_context, pictures, _what.Channels, _what.Side, _what.Side);
}
