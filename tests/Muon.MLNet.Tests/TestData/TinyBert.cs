using Muon.MLNet.Networks;
using Muon.MLNet.Networks.Text.Bert;
using Muon.MLNet.Persistence;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.TestData;

/// <summary>A folder with a BERT of random weights in the files that published ones have; gone at the end of the test.</summary>
internal sealed class TinyBert : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("muon-bert-");

    public TinyBert(int positions = 32)
    {
        string[] vocabulary =
        [
            "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]",
            .. Sentences.List(200).SelectMany(sentence => sentence.First!.ToLowerInvariant().Split(' ')).Select(word => word.TrimEnd(',')).Distinct().Order(StringComparer.Ordinal),
            ",", "?",
        ];
        Configuration = new BertConfiguration(2, BertFamily.Bert, vocabulary.Length, Width: 16, Depth: 1, Heads: 2, Inner: 32, Positions: positions, Dropout: 0);
        File.WriteAllLines(Vocabulary, vocabulary);
        File.WriteAllText(Path("config.json"), $$"""
            {"model_type":"bert","vocab_size":{{vocabulary.Length}},"hidden_size":16,"num_hidden_layers":1,"num_attention_heads":2,"intermediate_size":32,
             "max_position_embeddings":{{positions}},"type_vocab_size":2,"hidden_dropout_prob":0.0,"hidden_act":"gelu","pad_token_id":0}
            """);
        WriteWeights(Configuration);
    }

    public BertConfiguration Configuration { get; }

    public string Weights => Path("model.safetensors");

    public string Vocabulary => Path("vocab.txt");

    public string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    /// <summary>Writes the weights of another network in place of those that fit.</summary>
    public void WriteWeights(BertConfiguration configuration)
    {
        using DisposeScope scope = NewDisposeScope();
        using BertEncoder network = SeededGenerator.Run(3, () => new BertEncoder(configuration));
        File.WriteAllBytes(Weights, Safetensors.Write(network.state_dict()));
    }

    public MuonTextClassificationTrainer.Options Options(Action<MuonTextClassificationTrainer.Options>? change = null) => Sentences.Options(TextArchitecture.Bert, options =>
    {
        options.PretrainedWeights = Weights;
        options.Muon = new MuonOptions { LearningRate = 0.02 };
        change?.Invoke(options);
    });

    public void Dispose() => _folder.Delete(recursive: true);
}
