using System.Globalization;

namespace Muon.MLNet;

/// <summary>Into how many matrices, one below the other, a weight is split for the Muon step.</summary>
internal sealed class WeightPacking(MuonOptions options)
{
    /// <summary>The name that PyTorch's and TorchSharp's MultiheadAttention give to queries, keys and values in one.</summary>
    private const string PackedProjection = "in_proj_weight";

    private readonly PathPatterns _patterns = new(nameof(options.PackedWeights), options.PackedWeights?.Keys);

    /// <summary>The number of equal parts; 1 for a weight that is one matrix.</summary>
    /// <exception cref="ArgumentException">The outputs cannot be split into that many parts.</exception>
    public int PartsOf(string path, long[] shape)
    {
        if (_patterns.Find(path) is { } pattern)
        {
            int parts = options.PackedWeights![pattern];
            return shape.Length > 1 && shape[0] % parts == 0 && !IsBatch(shape)
                ? parts
                : throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"PackedWeights splits '{path}' of shape ({string.Join(", ", shape)}) into {parts} matrices ('{pattern}'); its first dimension must be a multiple of {parts}."));
        }

        bool isProjection = options.SplitQkv
            && shape.Length == 2 && shape[0] == 3 * shape[1]
            && path.Split('.')[^1] is PackedProjection;
        return isProjection ? 3 : 1;
    }

    private bool IsBatch(long[] shape) => shape.Length == 3 && options.HigherRank is HigherRankRule.Batch;
}
