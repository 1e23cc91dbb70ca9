namespace Muon.MLNet;

/// <summary>Groups parameters into buckets.</summary>
internal static class BucketPlanner
{
    /// <summary>A batch of matrices larger than this gains nothing from being one call, and falls out of the cache.</summary>
    private const long LargestBatch = 1 << 20;

    public static Bucket[] Plan(IReadOnlyList<TrainedParameter> parameters, MuonOptions options, ScratchMemory scratch)
    {
        ILookup<UpdateRule, (int Index, TrainedParameter Parameter)> byRule =
            parameters.Select((parameter, index) => (index, parameter)).ToLookup(item => item.parameter.Row.Rule);
        return
        [
            .. from item in byRule[UpdateRule.Muon]
                let shape = item.Parameter.Value.shape
                let parts = item.Parameter.Row.Parts
                let matrix = MatrixShape.Of(shape, options.HigherRank, parts)
                group item by (
                    matrix,
                    factor: ShapeFactor.Of(shape, options, parts),
                    item.Parameter.Value.dtype,
                    device: item.Parameter.Value.device.ToString()) into same
                from chunk in same.Chunk((int)Math.Max(1, LargestBatch / same.First().Parameter.Row.Count))
                select new MuonBucket(chunk, same.Key.matrix, same.Key.factor, options, scratch),
            .. from item in byRule[UpdateRule.AdamW]
                where item.Parameter.Row.IsRowWise
                select new RowWiseBucket(item, options),
            .. from item in byRule[UpdateRule.AdamW]
                where !item.Parameter.Row.IsRowWise
                group item by (item.Parameter.Value.dtype, device: item.Parameter.Value.device.ToString()) into same
                select new AdamWBucket([.. same], options),
        ];
    }
}
