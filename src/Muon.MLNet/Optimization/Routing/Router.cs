using System.Globalization;
using System.Text.RegularExpressions;
using TorchSharp;
using TorchSharp.Modules;

namespace Muon.MLNet;

/// <summary>Decides, once, which step each parameter of a network takes. The first rule that applies gives the reason.</summary>
internal sealed partial class Router
{
    private const RegexOptions PathOptions = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private readonly MuonOptions _options;
    private readonly PathPatterns _exclusions;
    private readonly PathPatterns _rowWise;
    private readonly PathPatterns _undecayed;
    private readonly PathPatterns _ratios;
    private readonly WeightPacking _packing;
    private readonly ModuleTree _tree;
    private readonly HashSet<IntPtr> _head;

    public Router(torch.nn.Module network, MuonOptions options, torch.nn.Module? head)
    {
        _options = options;
        _exclusions = new PathPatterns(nameof(options.ExcludeLayers), options.ExcludeLayers);
        _rowWise = new PathPatterns(nameof(options.RowWiseAdamW), options.RowWiseAdamW);
        _undecayed = new PathPatterns(nameof(options.ExcludeFromWeightDecay), options.ExcludeFromWeightDecay);
        _ratios = new PathPatterns(nameof(options.LearningRateRatios), options.LearningRateRatios?.Select(ratio => ratio.Pattern));
        _packing = new WeightPacking(options);
        _tree = new ModuleTree(network);
        _head = HeadParameters(network, head);
    }

    public RoutingRow Route(string path, Parameter parameter)
    {
        long[] shape = parameter.shape;
        IReadOnlyList<torch.nn.Module> owners = _tree.OwnersOf(parameter);
        int parts = _packing.PartsOf(path, shape);
        (UpdateRule rule, string reason) = !parameter.requires_grad
            ? (UpdateRule.None, "requires_grad is false")
            : Decide(path, parameter.Handle, shape, parts, owners);
        string? undecayed = rule is UpdateRule.None ? null : _undecayed.Find(path);
        LearningRateRatio? ratio = rule is UpdateRule.None ? null : RatioOf(path);
        reason += undecayed is null ? "" : $"; no weight decay ('{undecayed}')";
        reason += ratio is null ? "" : string.Create(CultureInfo.InvariantCulture, $"; learning rate ×{ratio.Ratio} ('{ratio.Pattern}')");
        return new RoutingRow(path, shape, rule, reason)
        {
            IsDecayed = undecayed is null,
            LearningRateRatio = ratio?.Ratio ?? 1,
            IsRowWise = rule is UpdateRule.AdamW && ByRow(path, shape) is not null,
            Parts = rule is UpdateRule.Muon ? parts : 1,
            IsEdge = rule is UpdateRule.AdamW && (_head.Contains(parameter.Handle) || owners.Any(IsEmbedding)),
        };
    }

    private (UpdateRule Rule, string Reason) Decide(
        string path, IntPtr handle, long[] shape, int parts, IReadOnlyList<torch.nn.Module> owners)
    {
        string? adam = ByRank(shape)
            ?? ByRow(path, shape)
            ?? ByEmbedding(path, owners)
            ?? ByPattern(path)
            ?? (_options.RouteByStructure ? ByStructure(path, handle, shape, parts, owners) : null);
        return adam is null ? (UpdateRule.Muon, MuonReason(shape, parts)) : (UpdateRule.AdamW, adam);
    }

    private LearningRateRatio? RatioOf(string path) =>
        _ratios.Find(path) is { } found
            ? _options.LearningRateRatios!.First(ratio => string.Equals(ratio.Pattern, found, StringComparison.Ordinal))
            : null;

    private string? ByRank(long[] shape) => (shape.Length, _options.HigherRank) switch
    {
        (0, _) => "scalar",
        (1, _) => "vector",
        (2, _) => null,
        ( > 4, _) => "more than four dimensions",
        (_, HigherRankRule.AdamW) => "more than two dimensions",
        (4, HigherRankRule.Batch) => "more than three dimensions",
        _ => null,
    };

    private string? ByRow(string path, long[] shape) =>
        shape.Length == 2 && _rowWise.Find(path) is { } found ? $"RowWiseAdamW '{found}'" : null;

    private string? ByEmbedding(string path, IReadOnlyList<torch.nn.Module> owners) => !_options.ExcludeEmbeddings ? null
        : owners.Any(IsEmbedding) ? "embedding"
        : path.Contains("embedding", StringComparison.OrdinalIgnoreCase) ? "'embedding' in the path"
        : null;

    private string? ByPattern(string path) =>
        _exclusions.Find(path) is { } found ? $"ExcludeLayers '{found}'" : null;

    private string? ByStructure(string path, IntPtr handle, long[] shape, int parts, IReadOnlyList<torch.nn.Module> owners)
    {
        if (_head.Contains(handle))
        {
            return "final head";
        }

        if (_options.ExcludeEmbeddings && PositionEmbedding().IsMatch(path))
        {
            return "position embedding";
        }

        // (channels, 1, height, width): a filter for each channel. The first convolution has one input channel on grey images.
        if (shape.Length > 2 && shape[1] == 1 && owners.Any(owner => owner is Convolution && owner != _tree.FirstConvolution))
        {
            return "depthwise filter";
        }

        (_, long rows, long columns) = MatrixShape.Of(shape, _options.HigherRank, parts);
        long side = Math.Min(rows, columns);
        return side < MuonDefaults.MinimumSide
            ? string.Create(CultureInfo.InvariantCulture, $"{rows}×{columns} has a side below {MuonDefaults.MinimumSide}")
            : null;
    }

    private string MuonReason(long[] shape, int parts)
    {
        MatrixShape matrix = MatrixShape.Of(shape, _options.HigherRank, parts);
        return parts > 1 ? string.Create(CultureInfo.InvariantCulture, $"packed: {parts} matrices {matrix.Rows}×{matrix.Columns}")
            : shape.Length == 2 ? "matrix"
            : matrix.Batch > 1 ? string.Create(CultureInfo.InvariantCulture, $"{matrix.Batch} matrices {matrix.Rows}×{matrix.Columns}")
            : string.Create(CultureInfo.InvariantCulture, $"matrix {matrix.Rows}×{matrix.Columns}");
    }

    private HashSet<IntPtr> HeadParameters(torch.nn.Module network, torch.nn.Module? head)
    {
        if (head is null)
        {
            return [.. (_tree.LastLayer?.parameters() ?? []).Select(parameter => parameter.Handle)];
        }

        HashSet<IntPtr> all = [.. network.parameters().Select(parameter => parameter.Handle)];
        HashSet<IntPtr> own = [.. head.parameters().Select(parameter => parameter.Handle)];
        return own.IsSubsetOf(all)
            ? own
            : throw new ArgumentException("The head has parameters that are not parameters of the network.", nameof(head));
    }

    private static bool IsEmbedding(torch.nn.Module module) => module is Embedding or EmbeddingBag;

    [GeneratedRegex("pos(ition(al)?)?_?(emb|enc)", PathOptions, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PositionEmbedding();
}
