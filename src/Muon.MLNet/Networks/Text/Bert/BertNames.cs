namespace Muon.MLNet.Networks.Text.Bert;

/// <summary>The paths of the modules of a family, as its published weights name them.</summary>
/// <param name="Prefix">What stands in front of all but the head; files of the encoder alone lack it.</param>
/// <param name="Layers">The blocks.</param>
/// <param name="Query">Queries, in a block.</param>
/// <param name="Key">Keys, in a block.</param>
/// <param name="Value">Values, in a block.</param>
/// <param name="Mixed">The product after the attention, in a block.</param>
/// <param name="MixedNorm">The normalisation after it, in a block.</param>
/// <param name="Inner">The first product of the feed-forward part, in a block.</param>
/// <param name="Outer">The second one, in a block.</param>
/// <param name="OuterNorm">The normalisation at the end of a block.</param>
/// <param name="Hidden">The layer before the head.</param>
/// <param name="Head">The layer that gives the logits.</param>
internal sealed record BertNames(
    string Prefix,
    string Layers,
    string Query,
    string Key,
    string Value,
    string Mixed,
    string MixedNorm,
    string Inner,
    string Outer,
    string OuterNorm,
    string Hidden,
    string Head)
{
    private static readonly BertNames Bert = new(
        "bert.",
        "encoder.layer",
        "attention.self.query",
        "attention.self.key",
        "attention.self.value",
        "attention.output.dense",
        "attention.output.LayerNorm",
        "intermediate.dense",
        "output.dense",
        "output.LayerNorm",
        "bert.pooler.dense",
        "classifier");

    private static readonly BertNames Roberta = Bert with { Prefix = "roberta.", Hidden = "classifier.dense", Head = "classifier.out_proj" };

    private static readonly BertNames DistilBert = new(
        "distilbert.",
        "transformer.layer",
        "attention.q_lin",
        "attention.k_lin",
        "attention.v_lin",
        "attention.out_lin",
        "sa_layer_norm",
        "ffn.lin1",
        "ffn.lin2",
        "output_layer_norm",
        "pre_classifier",
        "classifier");

    public static BertNames Of(BertFamily family) => family switch
    {
        BertFamily.Bert => Bert,
        BertFamily.Roberta => Roberta,
        BertFamily.DistilBert => DistilBert,
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "This is not a family of encoders."),
    };
}
