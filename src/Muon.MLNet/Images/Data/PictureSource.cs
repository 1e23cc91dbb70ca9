namespace Muon.MLNet.Images;

/// <summary>A picture as a row holds it: a path, encoded bytes, or pixels. Decoded on whichever thread asks.</summary>
internal readonly struct PictureSource
{
    private readonly string? _path;
    private readonly byte[]? _encoded;
    private readonly RgbPicture? _pixels;
    private readonly InvalidDataException? _broken;

    private PictureSource(string? path, byte[]? encoded, RgbPicture? pixels, string? name, InvalidDataException? broken = null) =>
        (_path, _encoded, _pixels, Name, _broken) = (path, encoded, pixels, name, broken);

    /// <summary>Gets the path, where one is known.</summary>
    public string? Name { get; }

    public static PictureSource File(string path) => new(path, null, null, path);

    public static PictureSource Bytes(byte[] encoded) => new(null, encoded, null, null);

    public static PictureSource Pixels(RgbPicture pixels, string? name) => new(null, null, pixels, name);

    /// <summary>A row without a picture.</summary>
    /// <param name="reason">Why there is none.</param>
    /// <param name="cause">What was thrown, where it was.</param>
    public static PictureSource Broken(string reason, Exception? cause = null) => new(null, null, null, null, new InvalidDataException(reason, cause));

    /// <summary>Reads and decodes the picture.</summary>
    /// <exception cref="InvalidDataException">It cannot be read; the message is a reason without the file's name.</exception>
    public RgbPicture Load() => _broken is null
        ? _pixels ?? PictureDecoder.Decode(_encoded ?? ReadFile(_path))
        : throw new InvalidDataException(_broken.Message, _broken.InnerException);

    /// <summary>The size of the upright picture, where its header tells it.</summary>
    public (int Width, int Height)? Measure()
    {
        if (_pixels is not null || _broken is not null)
        {
            return _pixels is null ? null : (_pixels.Width, _pixels.Height);
        }

        byte[] encoded;
        try
        {
            encoded = _encoded ?? ReadFile(_path);
        }
        catch (InvalidDataException)
        {
            // What cannot be read is reported when the pictures are read, by row and as the options say.
            return null;
        }

        return PictureHeader.TryRead(encoded, out int width, out int height) ? (width, height) : null;
    }

    private static byte[] ReadFile(string? path)
    {
        if (string.IsNullOrEmpty(path))
        {
            throw new InvalidDataException("there is no path");
        }

        try
        {
            return System.IO.File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException("the file does not exist", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidDataException($"the file cannot be read: {error.Message}", error);
        }
    }
}
