using System.Numerics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Per slot (x - offset) · scale, or the normal distribution function of it.</summary>
internal sealed class Normalizer(DataViewType type, double[] offset, double[] scale, bool cdf)
{
    public DataViewType Type => type;

    public static Normalizer Load(ModelReader reader)
    {
        DataViewType type = reader.ReadType();
        bool cdf = reader.ReadBoolean();
        int count = reader.ReadCount();
        ModelReader.Check(count == (type is VectorDataViewType vector ? vector.Size : 1) && (type.ItemType() == NumberDataViewType.Single || type.ItemType() == NumberDataViewType.Double));
        return new Normalizer(type, reader.ReadValues<double>(count), reader.ReadValues<double>(count), cdf);
    }

    public void Save(BinaryWriter writer)
    {
        writer.WriteType(type);
        writer.Write(cdf);
        writer.Write(scale.Length);
        writer.WriteValues<double>(offset);
        writer.WriteValues<double>(scale);
    }

    public Delegate Getter(DataViewRow row, int index) => Generic.Call<Delegate>(typeof(Normalizer), nameof(TypedGetter), type.ItemType().RawType, this, row, index);

    private static Delegate TypedGetter<T>(Normalizer owner, DataViewRow row, int index)
        where T : struct, IFloatingPointIeee754<T>
    {
        DataViewSchema.Column column = row.Schema[index];
        T[] offsets = owner.Parameters<T>(scales: false);
        T[] scales = owner.Parameters<T>(scales: true);
        if (column.Type is not VectorDataViewType)
        {
            ValueGetter<T> get = row.GetGetter<T>(column);
            return (ValueGetter<T>)((ref T destination) =>
            {
                get(ref destination);
                owner.Apply(new Span<T>(ref destination), offsets, scales);
            });
        }

        ValueGetter<VBuffer<T>> getVector = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> source = default;
        return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> destination) =>
        {
            getVector(ref source);
            Contracts.Check(source.Length == scales.Length, "Operation is not valid due to the current state of the object.");
            VBufferEditor<T> editor = VBufferEditor.Create(ref destination, source.Length);
            source.CopyTo(editor.Values);
            Span<T> values = editor.Values;
            owner.Apply(values, offsets, scales);
            destination = editor.Commit();
        });
    }

    private T[] Parameters<T>(bool scales)
        where T : IFloatingPointIeee754<T> => Array.ConvertAll(scales ? scale : offset, T.CreateTruncating);

    private void Apply<T>(Span<T> values, T[] offsets, T[] scales)
        where T : struct, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            // Without an offset a negative zero keeps its sign.
            values[i] = (offsets[i] == T.Zero ? values[i] : values[i] - offsets[i]) * scales[i];
        }

        for (int i = 0; cdf && i < values.Length; i++)
        {
            values[i] = T.IsNaN(values[i]) || scales[i] == T.Zero ? T.Zero : T.CreateTruncating(Cdf(double.CreateTruncating(values[i])));
        }
    }

    /// <summary>Φ(z) with Winitzki's approximation of the error function (a = 0.147), as the recorded values show.</summary>
    private static double Cdf(double z)
    {
        const double a = 0.147;
        double square = z * z / 2;
        double erf = Math.Sqrt(1 - Math.Exp(-square * ((4 / Math.PI) + (a * square)) / (1 + (a * square))));
        return 0.5 * (1 + (z < 0 ? -erf : erf));
    }
}

/// <summary>The range, or the mean and squared deviations, of every slot of a column.</summary>
internal sealed class NormalizerSums(int size, bool minMax)
{
    private readonly double[] _min = Filled(size, double.PositiveInfinity);
    private readonly double[] _max = Filled(size, double.NegativeInfinity);
    private readonly double[] _mean = new double[size];
    private readonly double[] _squares = new double[size];
    private readonly long[] _count = new long[size];

    public Action Collector(DataViewRow row, int index) =>
        Generic.Call<Action>(typeof(NormalizerSums), nameof(TypedCollector), row.Schema[index].Type.ItemType().RawType, this, row, index);

    public Normalizer ToNormalizer(NormalizerOptions options, DataViewType type)
    {
        var offset = new double[size];
        var scale = new double[size];
        for (int i = 0; i < size; i++)
        {
            if (minMax && _max[i] > _min[i])
            {
                offset[i] = options.FixZero ? 0 : _min[i];
                scale[i] = 1 / (options.FixZero ? Math.Max(Math.Abs(_min[i]), Math.Abs(_max[i])) : _max[i] - _min[i]);
            }
            else if (!minMax && _squares[i] > 0)
            {
                bool centred = options.Cdf || !options.FixZero;
                double variance = _squares[i] / _count[i];
                offset[i] = centred ? _mean[i] : 0;
                scale[i] = 1 / Math.Sqrt(centred ? variance : variance + (_mean[i] * _mean[i]));
            }
        }

        return new Normalizer(type, offset, scale, options.Cdf);
    }

    private static Action TypedCollector<T>(NormalizerSums sums, DataViewRow row, int index)
        where T : struct, IFloatingPointIeee754<T>
    {
        var dense = new T[sums._min.Length];
        return Getters.Reader<T>(row, row.Schema[index], vector =>
        {
            Contracts.Check(vector.Length == dense.Length, $"Normalizer expected {dense.Length} slots but got {vector.Length}");
            vector.CopyTo(dense);
            for (int i = 0; i < dense.Length; i++)
            {
                sums.Add(i, double.CreateTruncating(dense[i]));
            }
        });
    }

    private void Add(int slot, double value)
    {
        if (minMax)
        {
            _min[slot] = value < _min[slot] ? value : _min[slot];
            _max[slot] = value > _max[slot] ? value : _max[slot];
        }
        else if (double.IsFinite(value))
        {
            double delta = value - _mean[slot];
            _mean[slot] += delta / ++_count[slot];
            _squares[slot] += delta * (value - _mean[slot]);
        }
    }

    private static double[] Filled(int size, double value)
    {
        var array = new double[size];
        Array.Fill(array, value);
        return array;
    }
}
