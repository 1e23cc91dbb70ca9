namespace Microsoft.ML.Tokenizers;

/// <summary>A token's id and the part of the (normalised) text that it stands for.</summary>
public readonly struct EncodedToken : IEquatable<EncodedToken>
{
    internal EncodedToken(int id, Range offset)
    {
        Id = id;
        Offset = offset;
    }

    public int Id { get; }

    public Range Offset { get; }

    public bool Equals(EncodedToken other) => Id == other.Id && Offset.Equals(other.Offset);
}
