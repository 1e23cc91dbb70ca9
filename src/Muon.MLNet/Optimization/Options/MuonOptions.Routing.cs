namespace Muon.MLNet;

/// <content>Which parameters take the Muon step.</content>
public sealed partial class MuonOptions
{
    /// <summary>Regular expressions; a parameter whose full path matches one of them takes the AdamW step.</summary>
    /// <value>
    /// Searched for anywhere in the path (<c>blocks.0.fc.weight</c>), case-sensitive. <see langword="null"/> excludes
    /// nothing. The default value is <see langword="null"/>.
    /// </value>
    public IReadOnlyList<string>? ExcludeLayers { get; set; }

    /// <summary>
    /// Whether embeddings take the AdamW step: the weights of <c>Embedding</c> and <c>EmbeddingBag</c> modules, and, as in
    /// Keras, every parameter whose path contains "embedding" in any case.
    /// </summary>
    /// <value>The default value is <see langword="true"/>.</value>
    public bool ExcludeEmbeddings { get; set; } = true;

    /// <summary>
    /// Regular expressions; a matrix whose full path matches one of them, usually the table of an embedding, takes an AdamW
    /// step that updates only the rows whose gradient is not zero.
    /// </summary>
    /// <value>
    /// Searched for anywhere in the path, case-sensitive, as in <see cref="ExcludeLayers"/>. Takes precedence over all other
    /// rules but the rank: what is no matrix is not concerned. <see langword="null"/> for none. The default value is
    /// <see langword="null"/>.
    /// </value>
    /// <remarks>
    /// The difference from the dense step: a row that no example of the batch looked up keeps its weights and moments; it
    /// neither drifts on its momentum nor decays. Each row counts the steps that touched it, for the bias correction, and behaves
    /// as if there had been no others. Where every row is touched at every step both are the same. A table of 65,536 rows, of which a
    /// batch touched 2,048, took a fifth of the time. On a CUDA device the host waits for the number of rows at each step. Gradients of an
    /// <c>Embedding</c> with <c>sparse: true</c> are used as they are, unless clipping, accumulation or a loss scale is on.
    /// </remarks>
    public IReadOnlyList<string>? RowWiseAdamW { get; set; }

    /// <summary>
    /// Whether the structure of the network sends further weights to AdamW: the final head, depthwise filters, position
    /// embeddings and matrices with a side below 4.
    /// </summary>
    /// <value>
    /// With <see langword="false"/> only rank, embeddings and <see cref="ExcludeLayers"/> decide, as in Keras, and the head
    /// must be excluded by name. The default value is <see langword="true"/>.
    /// </value>
    public bool RouteByStructure { get; set; } = true;

    /// <summary>What becomes of weights with three or four dimensions.</summary>
    /// <value>The default value is <see cref="HigherRankRule.Flatten"/>.</value>
    public HigherRankRule HigherRank { get; set; }

    /// <summary>Which way round weight matrices are stored, which decides what is an input in <see cref="UpdateScaling"/>.</summary>
    /// <value>The default value is <see cref="WeightLayout.OutputInput"/>, that of TorchSharp's modules.</value>
    public WeightLayout Layout { get; set; }
}
