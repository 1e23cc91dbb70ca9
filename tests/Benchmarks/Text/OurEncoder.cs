using System.Diagnostics;
using Muon.MLNet.Networks.Text;
using Muon.MLNet.Text;
using Muon.MLNet.Text.Tokenization;
using Muon.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Benchmarks.Text;

/// <summary>Our side: the encoder in the training loop of the trainer, on texts of random tokens.</summary>
internal sealed class OurEncoder : IDisposable
{
    // The first steps grow buffers and caches.
    private const int WarmSteps = 3;

    private readonly EncoderCase _what;
    private readonly TextEncoder _network;
    private readonly TextExamples _examples;

    public OurEncoder(EncoderCase what)
    {
        _what = what;
        _network = new TextEncoder(what.Network);
        _network.Settle(CPU);
        Random random = new(1);
        TokenInput input = new(LearnedBytePairTokenizer.Learn([], new LearnedBytePairOptions()), new TokenSettings(what.Network.MaxLength, HasSegments: false, DoubleSeparator: false));
        int count = what.Batch * (EncoderCase.Steps + WarmSteps);
        EncodedText[] texts = [.. Enumerable.Range(0, count).Select(_ =>
            new EncodedText([.. Enumerable.Range(0, what.Length).Select(_ => random.Next(1, what.Network.VocabularySize))], what.Length))];
        _examples = new TextExamples(input, texts, [.. Enumerable.Range(0, count).Select(i => i % EncoderCase.Classes)], dropRate: 0, seed: 1);
    }

    /// <summary>Gets the number of trained numbers.</summary>
    public long Parameters => _network.parameters().Sum(parameter => parameter.numel());

    /// <summary>Milliseconds of <see cref="EncoderCase.Steps"/> steps of the training loop, the first ones not counted.</summary>
    public double Train()
    {
        long start = 0, end = 0;
        MuonOptions muon = MuonTextClassificationTrainer.DefaultMuonOptions(EncoderCase.Steps + WarmSteps);
        muon.PackedWeights = _network.PackedWeights;
        using MuonOptimizer optimizer = new(_network, muon, _network.Head);
        TrainingSettings settings = new()
        {
            MaxEpochs = 1,
            BatchSize = _what.Batch,
            Seed = 1,
            OnStep = step =>
            {
                end = Stopwatch.GetTimestamp();
                start = step.Step == WarmSteps ? end : start;
            },
        };
        new TrainingLoop(_network, optimizer, settings, CPU).Run(_examples, validation: null);
        return Stopwatch.GetElapsedTime(start, end).TotalMilliseconds;
    }

    /// <summary>Milliseconds of forward and backward passes alone.</summary>
    public double Pass(int steps)
    {
        _network.BeginTraining();
        int[] order = [.. Enumerable.Range(0, _what.Batch)];
        return Stopwatches.Time(() =>
        {
            for (int step = 0; step < steps; step++)
            {
                using DisposeScope scope = NewDisposeScope();
                Batch batch = _examples.Gather(order, CPU);
                nn.functional.cross_entropy(_network.forward(batch.Inputs), batch.Classes).backward();
            }
        });
    }

    /// <summary>Milliseconds of predictions.</summary>
    public double Predict(int batches)
    {
        _network.eval();
        int[] order = [.. Enumerable.Range(0, _what.Batch)];
        using IDisposable noGrad = no_grad();
        return Stopwatches.Time(() =>
        {
            for (int batch = 0; batch < batches; batch++)
            {
                using DisposeScope scope = NewDisposeScope();
                _ = nn.functional.softmax(_network.forward(_examples.Gather(order, CPU).Inputs), 1).data<float>().ToArray();
            }
        });
    }

    public void Dispose() => _network.Dispose();
}
