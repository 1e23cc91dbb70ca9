using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.ML;
using Muon.MLNet.Training.Checkpoints;

namespace Muon.MLNet.Tests.TestData;

/// <summary>Short trainings of each kind of network, with a folder for their checkpoints, and the bytes of the models that come out.</summary>
internal sealed class InterruptedRuns : IDisposable
{
    public const int Epochs = 3;

    private readonly IDataView _pictures;
    private readonly IDataView _texts;

    public InterruptedRuns()
    {
        Context.Log += (_, e) => Messages.Add(e.Message);
        _pictures = Stripes.Keyed(Context, Stripes.View(Context, 90));
        _texts = Sentences.Keyed(Context, 40);
    }

    public MLContext Context { get; } = new(seed: 1);

    public List<string> Messages { get; } = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("muon").FullName;

    public IEnumerable<string> Files => Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    /// <summary>Trains and gives the SHA-256 of the model.</summary>
    public string Train(RunKind kind, Action<MuonTrainerOptions>? change = null)
    {
        ITransformer model = kind == RunKind.Pictures
            ? Context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options(options => Change(options, change))).Fit(_pictures)
            : Sentences.Fit(Context, _texts, Sentences.Options(
                kind == RunKind.NGrams ? TextArchitecture.NGram : TextArchitecture.Encoder,
                options =>
                {
                    options.Encoder.Dropout = 0.1;
                    options.TokenDropout = 0.1;
                    Change(options, change);
                }));
        using (model as IDisposable)
        {
            return Digest(model, kind == RunKind.Pictures ? _pictures : _texts);
        }
    }

    /// <summary>Trains into the folder, and cancels after a number of steps.</summary>
    public string TrainUntil(RunKind kind, int steps, Action<MuonTrainerOptions>? change = null)
    {
        using CancellationTokenSource source = new();
        int done = 0;
        return Train(kind, options =>
        {
            options.CheckpointDirectory = Folder;
            options.CancellationToken = source.Token;
            options.OnStep = _ =>
            {
                if (++done == steps)
                {
                    source.Cancel();
                }
            };
            change?.Invoke(options);
        });
    }

    /// <summary>Goes on from the folder, to the end.</summary>
    public string Resume(RunKind kind, Action<MuonTrainerOptions>? change = null) => Train(kind, options =>
    {
        (options.CheckpointDirectory, options.Resume) = (Folder, true);
        change?.Invoke(options);
    });

    public string PathOf(int epochs, int steps) => Path.Combine(Folder, new CheckpointName(epochs, steps).ToString());

    public void Empty()
    {
        foreach (string file in Directory.GetFiles(Folder))
        {
            File.Delete(file);
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static void Change(MuonTrainerOptions options, Action<MuonTrainerOptions>? change)
    {
        options.MaxEpochs = Epochs;
        options.ValidationFraction = 0.2;
        options.ValidationMetric = ValidationMetric.Loss;
        options.WeightAveraging = options is MuonImageClassificationTrainer.Options ? 0.9 : 0;
        change?.Invoke(options);
    }

    private string Digest(ITransformer model, IDataView data)
    {
        using MemoryStream file = new();
        Context.Model.Save(model, data.Schema, file);
        file.Position = 0;
        using ZipArchive archive = new(file);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ZipArchiveEntry entry in archive.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            using Stream content = entry.Open();
            using MemoryStream bytes = new();
            content.CopyTo(bytes);
            hash.AppendData(bytes.ToArray());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
