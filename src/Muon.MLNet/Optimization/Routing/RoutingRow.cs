using System.Globalization;

namespace Muon.MLNet;

/// <summary>The decision for one parameter.</summary>
/// <param name="Path">The full path of the parameter in its network, such as <c>blocks.0.fc.weight</c>.</param>
/// <param name="Shape">The sizes of its dimensions.</param>
/// <param name="Rule">The step that it takes.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record RoutingRow(string Path, IReadOnlyList<long> Shape, UpdateRule Rule, string Reason)
{
    /// <summary>The number of entries.</summary>
    public long Count => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>Whether weight decay acts on it; <see langword="false"/> where <see cref="MuonOptions.ExcludeFromWeightDecay"/> matches.</summary>
    public bool IsDecayed { get; internal init; } = true;

    /// <summary>Whether the AdamW step updates only rows with a gradient, see <see cref="MuonOptions.RowWiseAdamW"/>.</summary>
    public bool IsRowWise { get; internal init; }

    /// <summary>What its learning rate is multiplied by, see <see cref="MuonOptions.LearningRateRatios"/>; 1 where none matches.</summary>
    public double LearningRateRatio { get; internal init; } = 1;

    /// <summary>The number of matrices, one below the other, that the Muon step treats as such.</summary>
    public int Parts { get; internal init; } = 1;

    /// <summary>The shape as text: <c>64×32×3×3</c>, or <c>scalar</c>.</summary>
    internal string ShapeText => Shape.Count == 0
        ? "scalar"
        : string.Join('×', Shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Whether the parameter is an embedding or part of the head, which AdamW trains by design.</summary>
    internal bool IsEdge { get; init; }
}
