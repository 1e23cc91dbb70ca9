namespace Muon.MLNet.Networks.Text.Bert;

/// <summary>Encoders whose weights are published, by the <c>model_type</c> of their configuration.</summary>
internal enum BertFamily
{
    /// <summary>BERT (Devlin et al., arXiv:1810.04805): segments; the head reads the pooled first token.</summary>
    Bert,

    /// <summary>RoBERTa (Liu et al., arXiv:1907.11692): positions are counted from the padding id on; the head has a layer of its own.</summary>
    Roberta,

    /// <summary>DistilBERT (Sanh et al., arXiv:1910.01108): no segments; the head has a layer of its own.</summary>
    DistilBert,
}
