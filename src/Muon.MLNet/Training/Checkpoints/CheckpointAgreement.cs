using System.Globalization;
using System.Security.Cryptography;
using Microsoft.ML;
using Muon.MLNet.Networks;
using Muon.MLNet.Prediction;
using Muon.MLNet.Training.Continuation;

namespace Muon.MLNet.Training.Checkpoints;

/// <summary>What must be the same when a run goes on: options, network and data, as text by name.</summary>
internal static class CheckpointAgreement
{
    private const string Unset = "not set";

    // Neither what is reported and kept nor where things are found changes a step of the training.
    private static readonly HashSet<string> Free = new(StringComparer.Ordinal)
    {
        nameof(MuonTrainerOptions.Muon),
        nameof(MuonTrainerOptions.PeakLearningRate), // The settings that come of it count.
        nameof(MuonTrainerOptions.Seed),
        nameof(MuonTrainerOptions.OnCancel),
        nameof(MuonTrainerOptions.MaxTrainingTime),
        nameof(MuonTrainerOptions.CheckpointDirectory),
        nameof(MuonTrainerOptions.CheckpointEvery),
        nameof(MuonTrainerOptions.KeepCheckpoints),
        nameof(MuonTrainerOptions.Resume),
        nameof(MuonTrainerOptions.Device),
        nameof(MuonTrainerOptions.TensorBoardDirectory),
        nameof(MuonTrainerOptions.ClassWeights),
        nameof(MuonTrainerOptions.PretrainedWeights),
        nameof(MuonTrainerOptions.PretrainedWeightsSha256),
        nameof(MuonTrainerOptions.LabelColumnName),
        nameof(MuonTrainerOptions.ScoreColumnName),
        nameof(MuonTrainerOptions.PredictedLabelColumnName),
        nameof(MuonImageClassificationTrainer.Options.ImageColumnName),
        nameof(MuonImageClassificationTrainer.Options.Architecture), // The network counts that it stands for.
        nameof(MuonImageClassificationTrainer.Options.CacheBytes),
        nameof(MuonImageClassificationTrainer.Options.TestTimeFlip),
        nameof(MuonTextClassificationTrainer.Options.SentenceColumnName),
        nameof(MuonTextClassificationTrainer.Options.Sentence2ColumnName),
        nameof(MuonTextClassificationTrainer.Options.PretrainedConfiguration),
        nameof(MuonTextClassificationTrainer.Options.VocabularyFile),
        nameof(MuonTextClassificationTrainer.Options.MergesFile),
        nameof(MuonTextClassificationTrainer.Options.DictionaryFile),
    };

    public static IReadOnlyDictionary<string, string> Of(
        MuonTrainerOptions options, MuonOptions muon, int seed, ClassifierNetwork network, IReadOnlyList<string> classNames, float[]? classWeights, IExampleSet train, IExampleSet? validation, IClassifier? previous = null)
    {
        SortedDictionary<string, string> facts = new(StringComparer.Ordinal)
        {
            ["Seed"] = seed.ToString(CultureInfo.InvariantCulture),
            ["Network"] = network.GetName(),
            ["weights of the network"] = Digest(string.Join('\n', network.state_dict().Select(named => $"{named.Key} {named.Value.dtype} {string.Join(',', named.Value.shape)}").Order(StringComparer.Ordinal))),
            ["Precision of products"] = network.ComputeType.ToString(),
            ["classes"] = string.Join(", ", classNames),
            ["weights of the classes"] = classWeights is null ? Unset : OptionText.Of(classWeights),
            ["number of training examples"] = train.Count.ToString(CultureInfo.InvariantCulture),
            ["labels of the training examples, in their order"] = Digest(train.Classes),
            ["number of validation examples"] = (validation?.Count ?? 0).ToString(CultureInfo.InvariantCulture),
            ["labels of the validation examples, in their order"] = validation is null ? Unset : Digest(validation.Classes),
        };
        if (previous is not null)
        {
            facts["previous model"] = PreviousNetwork.Fingerprint(previous);
        }

        OptionText.Add(facts, options, "", Free);
        OptionText.Add(facts, muon, "Muon.", new HashSet<string>(StringComparer.Ordinal));
        return facts;
    }

    /// <exception cref="InvalidOperationException">Something differs; the message names it all.</exception>
    public static void Require(IReadOnlyDictionary<string, string> saved, IReadOnlyDictionary<string, string> now, string path)
    {
        string[] differences = [.. saved.Keys.Union(now.Keys, StringComparer.Ordinal)
            .Select(name => (Name: name, Saved: saved.GetValueOrDefault(name) ?? Unset, Now: now.GetValueOrDefault(name) ?? Unset))
            .Where(fact => !string.Equals(fact.Saved, fact.Now, StringComparison.Ordinal))
            .Select(fact => $"{fact.Name} is {fact.Saved} in the checkpoint and {fact.Now} now")];
        if (differences.Length > 0)
        {
            throw new InvalidOperationException(
                $"The run cannot go on from '{path}': {string.Join("; ", differences)}. Use the same options and data (a Seed that is null is drawn from the context), or start afresh in another CheckpointDirectory.");
        }
    }

    private static string Digest(IReadOnlyList<int> classes) => Digest(string.Join(' ', classes.Select(value => value.ToString(CultureInfo.InvariantCulture))));

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..16];
}
