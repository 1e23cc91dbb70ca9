using Microsoft.ML.Data;

namespace Muon.MLNet.Persistence;

/// <summary>
/// What the network step of the saved form writes: the key of the best class, and the scores cut into pieces of 2^k
/// values. The size of a mapped column is fixed when this type is compiled, but every class count is a sum of powers of
/// two: the pieces that its binary digits name are joined again, the largest first.
/// </summary>
internal sealed class CarrierOutput
{
    public const int MaxBits = 21;

    private VBuffer<float>[] _chunks = new VBuffer<float>[MaxBits];

    [ColumnName(CarrierColumns.Index)]
    public uint Index { get; set; }

    [VectorType(1)]
    [ColumnName(CarrierColumns.Chunk + "0")]
    public VBuffer<float> Scores0 { get => _chunks[0]; set => _chunks[0] = value; }

    [VectorType(2)]
    [ColumnName(CarrierColumns.Chunk + "1")]
    public VBuffer<float> Scores1 { get => _chunks[1]; set => _chunks[1] = value; }

    [VectorType(4)]
    [ColumnName(CarrierColumns.Chunk + "2")]
    public VBuffer<float> Scores2 { get => _chunks[2]; set => _chunks[2] = value; }

    [VectorType(8)]
    [ColumnName(CarrierColumns.Chunk + "3")]
    public VBuffer<float> Scores3 { get => _chunks[3]; set => _chunks[3] = value; }

    [VectorType(16)]
    [ColumnName(CarrierColumns.Chunk + "4")]
    public VBuffer<float> Scores4 { get => _chunks[4]; set => _chunks[4] = value; }

    [VectorType(32)]
    [ColumnName(CarrierColumns.Chunk + "5")]
    public VBuffer<float> Scores5 { get => _chunks[5]; set => _chunks[5] = value; }

    [VectorType(64)]
    [ColumnName(CarrierColumns.Chunk + "6")]
    public VBuffer<float> Scores6 { get => _chunks[6]; set => _chunks[6] = value; }

    [VectorType(128)]
    [ColumnName(CarrierColumns.Chunk + "7")]
    public VBuffer<float> Scores7 { get => _chunks[7]; set => _chunks[7] = value; }

    [VectorType(256)]
    [ColumnName(CarrierColumns.Chunk + "8")]
    public VBuffer<float> Scores8 { get => _chunks[8]; set => _chunks[8] = value; }

    [VectorType(512)]
    [ColumnName(CarrierColumns.Chunk + "9")]
    public VBuffer<float> Scores9 { get => _chunks[9]; set => _chunks[9] = value; }

    [VectorType(1024)]
    [ColumnName(CarrierColumns.Chunk + "10")]
    public VBuffer<float> Scores10 { get => _chunks[10]; set => _chunks[10] = value; }

    [VectorType(2048)]
    [ColumnName(CarrierColumns.Chunk + "11")]
    public VBuffer<float> Scores11 { get => _chunks[11]; set => _chunks[11] = value; }

    [VectorType(4096)]
    [ColumnName(CarrierColumns.Chunk + "12")]
    public VBuffer<float> Scores12 { get => _chunks[12]; set => _chunks[12] = value; }

    [VectorType(8192)]
    [ColumnName(CarrierColumns.Chunk + "13")]
    public VBuffer<float> Scores13 { get => _chunks[13]; set => _chunks[13] = value; }

    [VectorType(16384)]
    [ColumnName(CarrierColumns.Chunk + "14")]
    public VBuffer<float> Scores14 { get => _chunks[14]; set => _chunks[14] = value; }

    [VectorType(32768)]
    [ColumnName(CarrierColumns.Chunk + "15")]
    public VBuffer<float> Scores15 { get => _chunks[15]; set => _chunks[15] = value; }

    [VectorType(65536)]
    [ColumnName(CarrierColumns.Chunk + "16")]
    public VBuffer<float> Scores16 { get => _chunks[16]; set => _chunks[16] = value; }

    [VectorType(131072)]
    [ColumnName(CarrierColumns.Chunk + "17")]
    public VBuffer<float> Scores17 { get => _chunks[17]; set => _chunks[17] = value; }

    [VectorType(262144)]
    [ColumnName(CarrierColumns.Chunk + "18")]
    public VBuffer<float> Scores18 { get => _chunks[18]; set => _chunks[18] = value; }

    [VectorType(524288)]
    [ColumnName(CarrierColumns.Chunk + "19")]
    public VBuffer<float> Scores19 { get => _chunks[19]; set => _chunks[19] = value; }

    [VectorType(1048576)]
    [ColumnName(CarrierColumns.Chunk + "20")]
    public VBuffer<float> Scores20 { get => _chunks[20]; set => _chunks[20] = value; }

    /// <summary>The bits of a class count, from the highest: which pieces there are, and in which order.</summary>
    public static IEnumerable<int> Bits(int classes) =>
        Enumerable.Range(0, MaxBits).Reverse().Where(bit => (classes >> bit & 1) == 1);

    /// <summary>Cuts the scores into pieces. The pieces are new, because the receiver keeps them.</summary>
    public void Set(ReadOnlySpan<float> scores)
    {
        int offset = 0;
        foreach (int bit in Bits(scores.Length))
        {
            int length = 1 << bit;
            _chunks[bit] = new VBuffer<float>(length, scores.Slice(offset, length).ToArray());
            offset += length;
        }
    }
}
