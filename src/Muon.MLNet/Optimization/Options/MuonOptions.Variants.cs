using System.ComponentModel.DataAnnotations;

namespace Muon.MLNet;

/// <content>Additions of later publications, all off by default.</content>
public sealed partial class MuonOptions
{
    /// <summary>
    /// Whether an entry decays only where the update does not point away from zero, <c>update·W ≥ 0</c>
    /// (cautious weight decay, arXiv 2510.12402).
    /// </summary>
    /// <value>Holds for the Muon step and the AdamW step. The default value is <see langword="false"/>.</value>
    public bool CautiousWeightDecay { get; set; }

    /// <summary>
    /// Whether the rows of an orthogonalised update, one for each output, are brought to a similar size (NorMuon, arXiv 2510.05491).
    /// </summary>
    /// <value>The default value is <see langword="false"/>.</value>
    /// <remarks>
    /// Each row is divided by the root of a running average of its mean square; then the whole matrix gets its Frobenius norm
    /// back, so that learning rates need no change. Costs one number of state for each row.
    /// </remarks>
    public bool NorMuon { get; set; }

    /// <summary>The decay rate of the running average that <see cref="NorMuon"/> keeps.</summary>
    /// <value>From 0 up to but not including 1. Ignored unless <see cref="NorMuon"/> is set. The default value is 0.95.</value>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double NorMuonBeta2 { get; set; } = MuonDefaults.NorMuonBeta2;

    /// <summary>
    /// Whether the packed projections of <c>MultiheadAttention</c>, <c>in_proj_weight</c> of shape (3·d, d), are
    /// orthogonalised and scaled as the three matrices of queries, keys and values that they are.
    /// </summary>
    /// <value>The default value is <see langword="false"/>.</value>
    /// <remarks>Needs <see cref="WeightLayout.OutputInput"/>, as <see cref="PackedWeights"/> does.</remarks>
    public bool SplitQkv { get; set; }

    /// <summary>Further weights that hold several matrices one below the other, along the dimension of the outputs.</summary>
    /// <value>
    /// A regular expression for the full path, as in <see cref="ExcludeLayers"/>, and the number of equal parts, at least 2.
    /// The first expression that matches counts. <see langword="null"/> for none. The default value is <see langword="null"/>.
    /// </value>
    /// <example><c>options.PackedWeights = new Dictionary&lt;string, int&gt; { [@"attn\.qkv\.weight$"] = 3 };</c></example>
    public IReadOnlyDictionary<string, int>? PackedWeights { get; set; }
}
