using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Cli.Input;
using Muon.MLNet.Persistence;
using Muon.MLNet.Prediction;
using Muon.MLNet.Text;

namespace Muon.MLNet.Cli.Training;

/// <summary>A model of this program: a chain with one of Muon's transformers in it.</summary>
internal sealed class TrainedModel : IDisposable
{
    private readonly IClassifier _classifier;

    public TrainedModel(ITransformer chain)
    {
        Chain = chain;
        IClassifier[] found = [.. ClassifierSearch.All(chain)];
        _classifier = found.Length == 1 ? found[0] : throw new ToolException(ExitCodes.Data, Invariant($"The model holds {found.Length} Muon transformers; this program works with models of one."));
    }

    /// <summary>Gets the model from the columns of the data to the text of the prediction.</summary>
    public ITransformer Chain { get; }

    public IReadOnlyList<string> Classes => _classifier.Labels.Names;

    public bool IsText => _classifier is TextClassifier;

    public bool ReadsPairs => _classifier.Columns.SecondFeature is not null;

    public string InputColumn => _classifier.Columns.Feature;

    public string Architecture => ModelFacts.Architecture(_classifier);

    public long ParameterCount => _classifier.Network.parameters().Sum(parameter => parameter.numel());

    /// <summary>Loads a model that <c>Model.Save</c> wrote.</summary>
    /// <exception cref="ToolException">There is no such file, it holds no such model, or libtorch is missing.</exception>
    public static TrainedModel Load(MLContext context, string path)
    {
        Libtorch.Require();
        try
        {
            return InputFile.Read(path, "model", stream => new TrainedModel(context.Model.LoadMuon(stream, out _)));
        }
        catch (Exception error) when (error is FormatException or InvalidDataException or InvalidOperationException or NotSupportedException)
        {
            throw new ToolException(ExitCodes.Data, $"'{path}' cannot be loaded as a model: {error.Message}", error);
        }
    }

    /// <summary>Writes the weights as safetensors.</summary>
    public void SaveWeights(string path) => WeightsFile.Save(_classifier, path);

    public void Dispose() => (Chain as IDisposable)?.Dispose();
}
