using TorchSharp;

namespace Muon.MLNet;

/// <summary>Groups parameters into buckets.</summary>
internal static class BucketPlanner
{
    /// <summary>A batch of matrices larger than this gains nothing from being one call, and falls out of the cache.</summary>
    private const long LargestBatch = 1 << 20;

    /// <summary>Entries of a chunk of AdamW's parameters: with gradient, moments and weights 2 MB, as a core's cache holds.</summary>
    private const long AdamWChunk = 1 << 17;

    public static (Bucket[] Buckets, AdamWMoments[] Moments) Plan(IReadOnlyList<TrainedParameter> parameters, MuonOptions options)
    {
        ILookup<UpdateRule, (int Index, TrainedParameter Parameter)> byRule =
            parameters.Select((parameter, index) => (index, parameter)).ToLookup(item => item.parameter.Row.Rule);
        var buckets = new List<Bucket>();
        buckets.AddRange(
            from item in byRule[UpdateRule.Muon]
            let shape = item.Parameter.Value.shape
            let parts = item.Parameter.Row.Parts
            let matrix = MatrixShape.Of(shape, options.HigherRank, parts)
            group item by (
                matrix,
                factor: ShapeFactor.Of(shape, options, parts),
                item.Parameter.Value.dtype,
                device: item.Parameter.Value.device.ToString()) into same
            from chunk in same.Chunk(MembersOfOne(same.First().Parameter, same.Key.matrix))
            select new MuonBucket(chunk, same.Key.matrix, same.Key.factor, options));

        buckets.AddRange(byRule[UpdateRule.AdamW].Where(item => item.Parameter.Row.IsRowWise).Select(item => new RowWiseBucket(item, options)));

        var moments = new List<AdamWMoments>();
        foreach (var same in byRule[UpdateRule.AdamW].Where(item => !item.Parameter.Row.IsRowWise).GroupBy(item => (item.Parameter.Value.dtype, device: item.Parameter.Value.device.ToString())))
        {
            (int Index, TrainedParameter Parameter)[] members = [.. same];
            var common = new AdamWMoments(members);
            moments.Add(common);
            buckets.AddRange(Chunks(Segments(members, common)).Select(chunk => new AdamWBucket(chunk, common, options)));
        }

        return ([.. buckets], [.. moments]);
    }

    private static int MembersOfOne(TrainedParameter parameter, MatrixShape matrix) =>
        NewtonSchulz.OneByOne(parameter.Value.device_type, matrix.Rows, matrix.Columns)
            ? 1
            : (int)Math.Max(1, LargestBatch / parameter.Row.Count);

    // Large parameters in parts. One whose entries do not lie in order has no flat view, and stays whole.
    private static IEnumerable<Segment> Segments(IReadOnlyList<(int Index, TrainedParameter Parameter)> members, AdamWMoments moments)
    {
        for (int i = 0; i < members.Count; i++)
        {
            (int index, TrainedParameter parameter) = members[i];
            bool parts = parameter.Value.is_contiguous() && parameter.Value.device_type is DeviceType.CPU;
            long most = parts ? AdamWChunk : parameter.Row.Count;
            long offset = 0;
            do
            {
                long length = Math.Min(most, parameter.Row.Count - offset);
                yield return new Segment(index, parameter, offset, length, moments.OffsetOf(i) + offset);
                offset += length;
            }
            while (offset < parameter.Row.Count);
        }
    }

    private static IEnumerable<List<Segment>> Chunks(IEnumerable<Segment> segments)
    {
        var chunk = new List<Segment>();
        long entries = 0;
        foreach (Segment segment in segments)
        {
            bool onProcessor = segment.Parameter.Value.device_type is DeviceType.CPU;
            if (chunk.Count > 0 && onProcessor && entries + segment.Length > AdamWChunk)
            {
                yield return chunk;
                chunk = [];
                entries = 0;
            }

            chunk.Add(segment);
            entries += segment.Length;
        }

        if (chunk.Count > 0)
        {
            yield return chunk;
        }
    }
}
