using System.Globalization;
using System.Numerics;

namespace Microsoft.ML.Data;

internal delegate bool FieldParser<T>(ReadOnlySpan<char> text, out T value);

/// <summary>What the text of a field that is not empty means in each type.</summary>
internal static class FieldParsers
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    public static FieldParser<T> Get<T>(PrimitiveDataViewType type, TextLoader.Options options)
    {
        char marker = options.DecimalMarker;
        Delegate parser = (type, type.RawType.Name) switch
        {
            (KeyDataViewType key, nameof(Byte)) => Key<byte>(key.Count),
            (KeyDataViewType key, nameof(UInt16)) => Key<ushort>(key.Count),
            (KeyDataViewType key, nameof(UInt32)) => Key<uint>(key.Count),
            (KeyDataViewType key, _) => Key<ulong>(key.Count),
            (_, nameof(Single)) => (FieldParser<float>)((text, out value) => RealParser.Parse(text, marker, out value)),
            (_, nameof(Double)) => (FieldParser<double>)((text, out value) => RealParser.Parse(text, marker, out value)),
            (_, nameof(SByte)) => (FieldParser<sbyte>)Signed,
            (_, nameof(Int16)) => (FieldParser<short>)Signed,
            (_, nameof(Int32)) => (FieldParser<int>)Signed,
            (_, nameof(Int64)) => (FieldParser<long>)Signed,
            (_, nameof(Byte)) => (FieldParser<byte>)Unsigned,
            (_, nameof(UInt16)) => (FieldParser<ushort>)Unsigned,
            (_, nameof(UInt32)) => (FieldParser<uint>)Unsigned,
            (_, nameof(UInt64)) => (FieldParser<ulong>)Unsigned,
            (_, nameof(Boolean)) => (FieldParser<bool>)Flag,
            (_, nameof(TimeSpan)) => (FieldParser<TimeSpan>)((text, out value) => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value)),
            (_, nameof(DateTime)) => (FieldParser<DateTime>)((text, out value) => DateTime.TryParse(text, CultureInfo.InvariantCulture, Utc, out value)),
            (_, nameof(DateTimeOffset)) =>
                (FieldParser<DateTimeOffset>)((text, out value) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value)),
            _ => (FieldParser<ReadOnlyMemory<char>>)Text,
        };
        return (FieldParser<T>)parser;
    }

    /// <summary>NaN in the two types that have it, else the default.</summary>
    public static T MissingReal<T>() => typeof(T) == typeof(float) ? (T)(object)float.NaN : typeof(T) == typeof(double) ? (T)(object)double.NaN : default;

    private static bool Text(ReadOnlySpan<char> text, out ReadOnlyMemory<char> value)
    {
        value = text.ToString().AsMemory();
        return true;
    }

    private static bool Signed<T>(ReadOnlySpan<char> text, out T value)
        where T : struct, IBinaryInteger<T>
    {
        value = default;
        return text[0] != '+' && T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    private static bool Unsigned<T>(ReadOnlySpan<char> text, out T value)
        where T : struct, IBinaryInteger<T> => T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    /// <summary>The field counts from zero, the key from one; what is out of range or no number is the missing key.</summary>
    private static FieldParser<T> Key<T>(ulong count)
        where T : struct, IBinaryInteger<T> => (ReadOnlySpan<char> text, out T value) =>
        {
            value = Unsigned(text, out ulong number) && number < count ? T.CreateTruncating(number + 1) : T.Zero;
            return true;
        };

    private static bool Flag(ReadOnlySpan<char> text, out bool value)
    {
        Span<char> lower = stackalloc char[5];
        int length = text.Length > 5 ? 0 : text.ToLowerInvariant(lower);
        value = lower[..length] is "1" or "+1" or "+" or "true" or "t" or "yes" or "y";
        return value || lower[..length] is "0" or "-1" or "-" or "false" or "f" or "no" or "n";
    }
}
