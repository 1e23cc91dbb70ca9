using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using Muon.MLNet.Catalog;
using Muon.MLNet.Networks;
using Muon.MLNet.Networks.Pretrained;
using Muon.MLNet.Networks.Text;
using Muon.MLNet.Training;
using Muon.MLNet.Training.Continuation;
using static TorchSharp.torch;

namespace Muon.MLNet.Text;

/// <summary>One fit: read, choose, encode, build, train, wrap.</summary>
internal sealed class TextTraining(EnvironmentAccess environment, MuonTextClassificationTrainer.Options options, int seed, IChannel channel, PreviousTexts? previous = null)
{
    private readonly NetworkFit _fit = new(options, seed, channel, previous?.Classifier);

    public MuonTextClassificationTransformer Run(IDataView input)
    {
        Device device = _fit.ChooseDevice(environment, knowsBFloat16: options.Chosen is TextArchitecture.Encoder or TextArchitecture.Bert);
        LabelledTexts data = LabelledTexts.Read(input, options, "train on");
        if (previous is not null)
        {
            data = data.NumberedBy(previous.Classifier.Labels.With(data.Labels.Labels), options.LabelColumnName);
        }

        Report(data);
        bool[] held = StratifiedSplit.HoldBack(data.Classes, options.ValidationFraction, seed);
        int[] train = [.. Enumerable.Range(0, held.Length).Where(i => !held[i])];
        int[] validation = [.. Enumerable.Range(0, held.Length).Where(i => held[i])];
        if (options.ValidationFraction > 0 && validation.Length == 0)
        {
            channel.Warn(string.Create(CultureInfo.InvariantCulture,
                $"ValidationFraction is {options.ValidationFraction}, but the classes have too few texts for any to be held back: the last weights are kept, and EarlyStopping has nothing to judge by."));
        }

        TextModelConfiguration configuration = previous?.Configuration(options, data.Labels.Labels) ?? TextPlan.Create(options, data.Labels.Labels, [.. train.Select(i => data.Texts[i])]);
        ITextInput encoder = TextModel.CreateInput(configuration);
        TextExamples examples = data.Encode(encoder, train, TextPlan.DropRate(options), seed, options.CancellationToken);
        _fit.RequireTwoClasses(examples.Classes, data.Labels.Labels.Names);
        IExampleSet? judge = validation.Length > 0 ? data.Encode(encoder, validation, dropRate: 0, seed, options.CancellationToken) : null;
        if (options.ValidationSet is { } set)
        {
            LabelledTexts other = LabelledTexts.Read(set, options, "validate with");
            if (previous is null)
            {
                NetworkFit.RequireSameKeys(data.Labels.Labels, other.Labels.Labels, options.LabelColumnName);
            }
            else
            {
                other = other.NumberedBy(data.Labels.Labels, options.LabelColumnName);
            }

            judge = other.Encode(encoder, [.. Enumerable.Range(0, other.Classes.Length)], dropRate: 0, seed, options.CancellationToken);
        }

        return Train(configuration, encoder, data.Labels.Labels, examples, judge, device);
    }

    private MuonTextClassificationTransformer Train(
        TextModelConfiguration configuration, ITextInput encoder, Prediction.LabelValues labels, TextExamples train, IExampleSet? validation, Device device)
    {
        ClassifierNetwork network = SeededGenerator.Run(seed, () => TextModel.CreateNetwork(configuration, options.CustomNetwork));
        try
        {
            if (previous is not null)
            {
                PreviousNetwork.CopyInto(previous.Classifier, network, labels.Count);
            }
            else if (options.PretrainedWeights is { } path)
            {
                channel.Say(PretrainedWeights.Load(network, path, options.PretrainedWeightsSha256).ToString());
            }

            network.Settle(device);
            RoutingReport routing = _fit.Run(
                network,
                steps => TextDefaults.Of(options, network, steps, isFineTuning: options.PretrainedWeights is not null || previous is { IsFineTuned: true }),
                labels.Names,
                string.Create(CultureInfo.InvariantCulture, $"{train.Count} texts ({train.Describe()})"),
                train,
                validation);
            (network as NGramNetwork)?.RoundTable();
            return new MuonTextClassificationTransformer(new TextClassifier(network, configuration, encoder, labels, device), routing);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private void Report(LabelledTexts data)
    {
        _fit.ReportRowsWithoutLabel(data.Labels.Missing);
        if (data.CountContradictions() is var contradictions and > 0)
        {
            channel.Warn(string.Create(CultureInfo.InvariantCulture,
                $"{contradictions} texts of column '{options.SentenceColumnName}' occur with more than one label. Whatever is learned of them, some will be classified wrongly."));
        }

        if (data.Texts.Count(text => text.First.Span.IsWhiteSpace() && text.Second.Span.IsWhiteSpace()) is var blank and > 0)
        {
            channel.Warn(string.Create(CultureInfo.InvariantCulture, $"{blank} texts of column '{options.SentenceColumnName}' are blank. They are trained on, as texts without words."));
        }
    }
}
