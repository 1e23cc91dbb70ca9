namespace Muon.MLNet.Images;

/// <summary>What a picture column holds.</summary>
internal enum ImageInputKind
{
    /// <summary>Vectors of <see cref="float"/> of known size, used as they are.</summary>
    Vector,

    /// <summary>Images.</summary>
    Image,

    /// <summary>Text: paths of picture files.</summary>
    Path,

    /// <summary>Vectors of bytes: encoded pictures.</summary>
    Encoded,
}
