using System.ComponentModel.DataAnnotations;

namespace Muon.MLNet;

/// <content>Weights that were trained elsewhere.</content>
public abstract partial class MuonTrainerOptions
{
    /// <summary>
    /// Gets or sets the path of a <c>.safetensors</c> file with the weights of the same architecture, trained elsewhere: torchvision's
    /// names for residual networks, timm's for vision transformers, Hugging Face's for BERT, RoBERTa and DistilBERT. All but the head
    /// is loaded by name.
    /// </summary>
    /// <value>The default value is <see langword="null"/>: from scratch. Nothing is ever downloaded.</value>
    public string? PretrainedWeights { get; set; }

    /// <summary>Gets or sets the SHA-256 that the file of <see cref="PretrainedWeights"/> must have, as 64 hexadecimal digits.</summary>
    /// <value>The default value is <see langword="null"/>: not checked.</value>
    public string? PretrainedWeightsSha256 { get; set; }

    /// <summary>Gets or sets how many stages, counted from the input, keep their weights: the stem or the embeddings are the first one.</summary>
    /// <value>The default value is 0: all are trained.</value>
    [Range(0, 64)]
    public int FrozenStages { get; set; }

    /// <summary>Gets or sets the learning rate of all but the head, as a share of the learning rate.</summary>
    /// <value>The default value is 1. Above 0, at most 1; below 1 it spares weights that were loaded.</value>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double BackboneLearningRateRatio { get; set; } = 1;
}
