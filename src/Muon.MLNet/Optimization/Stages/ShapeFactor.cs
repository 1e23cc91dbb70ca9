namespace Muon.MLNet;

/// <summary>The factor by which an orthogonalised update of a given shape is multiplied, besides the learning rate.</summary>
internal static class ShapeFactor
{
    public static double Of(long[] shape, MuonOptions options, int parts = 1)
    {
        (long rows, long columns) = Sides(shape, options.HigherRank, parts);
        (long outputs, long inputs) = options.Layout is WeightLayout.OutputInput ? (rows, columns) : (columns, rows);
        return options.UpdateScaling switch
        {
            UpdateScaling.InputOverOutput => Math.Sqrt(Math.Max(1.0, (double)inputs / outputs)),
            UpdateScaling.OutputOverInput => Math.Sqrt(Math.Max(1.0, (double)outputs / inputs)),
            UpdateScaling.MatchRms => options.RmsRate is double rate ? rate * Math.Sqrt(Math.Max(inputs, outputs)) : 1.0,
            _ => 1.0,
        };
    }

    private static (long Rows, long Columns) Sides(long[] shape, HigherRankRule rule, int parts)
    {
        MatrixShape matrix = MatrixShape.Of(shape, rule, parts);
        return rule switch
        {
            HigherRankRule.Batch => (shape[0], shape[1]),
            HigherRankRule.FlattenLastTwo when shape.Length > 2 => (shape[^2], shape[^1]),
            _ => (matrix.Rows, matrix.Columns),
        };
    }
}
