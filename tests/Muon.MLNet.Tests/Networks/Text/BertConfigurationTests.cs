using Muon.MLNet.Networks.Text;
using Muon.MLNet.Networks.Text.Bert;

namespace Muon.MLNet.Tests.Networks.Text;

/// <summary>The configuration files that lie beside published weights.</summary>
[TestClass]
public sealed class BertConfigurationTests
{
    private const string Bert = """
        {"model_type": "bert", "architectures": ["BertForMaskedLM"], "attention_probs_dropout_prob": 0.1, "hidden_act": "gelu", "hidden_dropout_prob": 0.2,
         "hidden_size": 128, "initializer_range": 0.02, "intermediate_size": 512, "layer_norm_eps": 1e-12, "max_position_embeddings": 512,
         "num_attention_heads": 2, "num_hidden_layers": 3, "pad_token_id": 0, "type_vocab_size": 2, "vocab_size": 30522}
        """;

    private const string Roberta = """
        {"model_type": "roberta", "hidden_act": "gelu", "hidden_size": 768, "intermediate_size": 3072, "layer_norm_eps": 1e-05, "max_position_embeddings": 514,
         "num_attention_heads": 12, "num_hidden_layers": 12, "pad_token_id": 1, "type_vocab_size": 1, "vocab_size": 50265, "position_embedding_type": "absolute"}
        """;

    private const string DistilBert = """
        {"model_type": "distilbert", "activation": "gelu", "dim": 768, "dropout": 0.1, "hidden_dim": 3072, "max_position_embeddings": 512, "n_heads": 12,
         "n_layers": 6, "pad_token_id": 0, "sinusoidal_pos_embds": false, "vocab_size": 30522}
        """;

    private readonly string _path = Path.GetTempFileName();

    [TestCleanup]
    public void DeleteFile() => File.Delete(_path);

    [TestMethod]
    public void PublishedFiles_AreRead()
    {
        Assert.AreEqual(new BertConfiguration(4, BertFamily.Bert, 30_522, 128, 3, 2, 512, 512, 2, 0, 1e-12, 0.2), Read(Bert));
        Assert.AreEqual(new BertConfiguration(4, BertFamily.Roberta, 50_265, 768, 12, 12, 3072, 514, 1, 1, 1e-5, 0.1), Read(Roberta));
        Assert.AreEqual(new BertConfiguration(4, BertFamily.DistilBert, 30_522, 768, 6, 12, 3072, 512, 0, 0, 1e-12, 0.1), Read(DistilBert));
        Assert.AreEqual(512, Read(Roberta).MaxLength);
        Assert.AreEqual(512, Read(Bert).MaxLength);
    }

    [TestMethod]
    public void PublishedSizes_HaveAsManyParametersAsPublished()
    {
        // DistilBERT's encoder has 66.4 million; the classifier adds 768·768 + 768 and 768·2 + 2.
        using BertEncoder network = new(Read(DistilBert) with { Classes = 2 });
        Assert.AreEqual(66_362_880 + (768 * 768) + 768 + (768 * 2) + 2, network.parameters().Sum(parameter => parameter.numel()));
    }

    [TestMethod]
    [DataRow("\"bert\"", "\"electra\"", "model_type = 'electra'")]
    [DataRow("\"hidden_act\": \"gelu\"", "\"hidden_act\": \"gelu_new\"", "hidden_act = 'gelu_new'")]
    [DataRow("\"hidden_size\": 128", "\"hidden_size\": 129", "divide into heads")]
    [DataRow("\"hidden_size\": 128", "\"hidden_size\": \"128\"", "hidden_size = \"128\"; it must be a whole number")]
    [DataRow("\"hidden_size\": 128,", "", "does not say hidden_size")]
    [DataRow("\"num_hidden_layers\": 3", "\"num_hidden_layers\": 100000", "Depth = 100000")]
    [DataRow("\"vocab_size\": 30522", "\"position_embedding_type\": \"relative_key\", \"vocab_size\": 30522", "position_embedding_type = 'relative_key'")]
    [DataRow("\"layer_norm_eps\": 1e-12", "\"layer_norm_eps\": 1e999", "it must be")]
    [DataRow("{", "[", "not JSON")]
    public void WhatCannotBeBuilt_IsRefusedByName(string part, string replacement, string expected)
    {
        string message = Assert.ThrowsExactly<InvalidDataException>(() => Read(Bert.Replace(part, replacement, StringComparison.Ordinal))).Message;

        StringAssert.Contains(message, expected);
        StringAssert.Contains(message, _path);
    }

    [TestMethod]
    public void NoFile_AndNoObject_AreErrors()
    {
        Assert.ThrowsExactly<FileNotFoundException>(() => BertConfigurationFile.Read(_path + ".none", 2));
        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => Read("[1]")).Message, "JSON object");
        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => Read("{}")).Message, "model_type");
    }

    [TestMethod]
    public void EncoderConfiguration_RefusesWhatIsOutOfRange()
    {
        TextNetworkConfiguration good = new(1000, 0, 3);
        good.Validate();
        foreach (TextNetworkConfiguration bad in new[]
        {
            good with { VocabularySize = 0 }, good with { PaddingId = 1000 }, good with { PaddingId = -1 }, good with { Classes = 1 }, good with { Width = 0 },
            good with { Width = int.MaxValue }, good with { Depth = 0 }, good with { Heads = 3 }, good with { Width = 12, Heads = 4 }, good with { MaxLength = 0 },
            good with { Positions = (TextPositions)9 }, good with { Pooling = (TextPooling)9 }, good with { Dropout = 1 }, good with { Dropout = double.NaN }, good with { Expansion = 0 },
        })
        {
            Assert.ThrowsExactly<InvalidDataException>(bad.Validate, bad.ToString());
        }
    }

    private BertConfiguration Read(string json)
    {
        File.WriteAllText(_path, json);
        return BertConfigurationFile.Read(_path, classes: 4);
    }
}
