using Muon.MLNet.Networks.Text;

namespace Muon.MLNet.Tests.Networks.Text;

/// <summary>The names of published weights, written down here and nowhere derived.</summary>
[TestClass]
public sealed class BertNamesTests
{
    [TestMethod]
    public void Bert_HasThePublishedNames() => Check("Bert",
        """
        bert.embeddings.word_embeddings.weight
        bert.embeddings.position_embeddings.weight
        bert.embeddings.token_type_embeddings.weight
        bert.embeddings.LayerNorm.weight
        bert.embeddings.LayerNorm.bias
        bert.encoder.layer.*.attention.self.query.weight
        bert.encoder.layer.*.attention.self.query.bias
        bert.encoder.layer.*.attention.self.key.weight
        bert.encoder.layer.*.attention.self.key.bias
        bert.encoder.layer.*.attention.self.value.weight
        bert.encoder.layer.*.attention.self.value.bias
        bert.encoder.layer.*.attention.output.dense.weight
        bert.encoder.layer.*.attention.output.dense.bias
        bert.encoder.layer.*.attention.output.LayerNorm.weight
        bert.encoder.layer.*.attention.output.LayerNorm.bias
        bert.encoder.layer.*.intermediate.dense.weight
        bert.encoder.layer.*.intermediate.dense.bias
        bert.encoder.layer.*.output.dense.weight
        bert.encoder.layer.*.output.dense.bias
        bert.encoder.layer.*.output.LayerNorm.weight
        bert.encoder.layer.*.output.LayerNorm.bias
        bert.pooler.dense.weight
        bert.pooler.dense.bias
        classifier.weight
        classifier.bias
        """);

    [TestMethod]
    public void Roberta_HasThePublishedNames() => Check("Roberta",
        """
        roberta.embeddings.word_embeddings.weight
        roberta.embeddings.position_embeddings.weight
        roberta.embeddings.token_type_embeddings.weight
        roberta.embeddings.LayerNorm.weight
        roberta.embeddings.LayerNorm.bias
        roberta.encoder.layer.*.attention.self.query.weight
        roberta.encoder.layer.*.attention.self.query.bias
        roberta.encoder.layer.*.attention.self.key.weight
        roberta.encoder.layer.*.attention.self.key.bias
        roberta.encoder.layer.*.attention.self.value.weight
        roberta.encoder.layer.*.attention.self.value.bias
        roberta.encoder.layer.*.attention.output.dense.weight
        roberta.encoder.layer.*.attention.output.dense.bias
        roberta.encoder.layer.*.attention.output.LayerNorm.weight
        roberta.encoder.layer.*.attention.output.LayerNorm.bias
        roberta.encoder.layer.*.intermediate.dense.weight
        roberta.encoder.layer.*.intermediate.dense.bias
        roberta.encoder.layer.*.output.dense.weight
        roberta.encoder.layer.*.output.dense.bias
        roberta.encoder.layer.*.output.LayerNorm.weight
        roberta.encoder.layer.*.output.LayerNorm.bias
        classifier.dense.weight
        classifier.dense.bias
        classifier.out_proj.weight
        classifier.out_proj.bias
        """);

    [TestMethod]
    public void DistilBert_HasThePublishedNames() => Check("DistilBert",
        """
        distilbert.embeddings.word_embeddings.weight
        distilbert.embeddings.position_embeddings.weight
        distilbert.embeddings.LayerNorm.weight
        distilbert.embeddings.LayerNorm.bias
        distilbert.transformer.layer.*.attention.q_lin.weight
        distilbert.transformer.layer.*.attention.q_lin.bias
        distilbert.transformer.layer.*.attention.k_lin.weight
        distilbert.transformer.layer.*.attention.k_lin.bias
        distilbert.transformer.layer.*.attention.v_lin.weight
        distilbert.transformer.layer.*.attention.v_lin.bias
        distilbert.transformer.layer.*.attention.out_lin.weight
        distilbert.transformer.layer.*.attention.out_lin.bias
        distilbert.transformer.layer.*.sa_layer_norm.weight
        distilbert.transformer.layer.*.sa_layer_norm.bias
        distilbert.transformer.layer.*.ffn.lin1.weight
        distilbert.transformer.layer.*.ffn.lin1.bias
        distilbert.transformer.layer.*.ffn.lin2.weight
        distilbert.transformer.layer.*.ffn.lin2.bias
        distilbert.transformer.layer.*.output_layer_norm.weight
        distilbert.transformer.layer.*.output_layer_norm.bias
        pre_classifier.weight
        pre_classifier.bias
        classifier.weight
        classifier.bias
        """);

    private static void Check(string family, string names)
    {
        TextGolden golden = TextGolden.Find(family);
        using TextNetwork network = golden.Build();
        string[] expected = [.. names.Split('\n', StringSplitOptions.TrimEntries).SelectMany(name => name.Contains('*')
            ? Enumerable.Range(0, golden.Depth).Select(layer => name.Replace("*", $"{layer}", StringComparison.Ordinal))
            : [name])];

        CollectionAssert.AreEquivalent(expected, network.state_dict().Keys.ToArray());
    }
}
