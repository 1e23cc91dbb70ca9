using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Persistence;

/// <summary>
/// The payload of a saved model: 8 bytes <c>MUONMLN1</c>, the length of the configuration (uint32, little endian), the
/// configuration (JSON, UTF-8), the weights (safetensors) to the end.
/// </summary>
/// <remarks>
/// The digit is the version of the format. What a library of an earlier version would read, but otherwise than it is meant, gets the next one; what it
/// can leave out is added to the configuration, with a default value that stands for the files before. Readers of all versions stay.
/// </remarks>
internal sealed class ModelPayload
{
    private const int HeaderLength = 12;
    private const int Version = 1;
    private readonly IReadOnlyList<SafetensorsEntry> _weights;

    private ModelPayload(ReadOnlyMemory<byte> configuration, IReadOnlyList<SafetensorsEntry> weights)
    {
        Configuration = configuration;
        _weights = weights;
    }

    private static ReadOnlySpan<byte> Magic => "MUONMLN1"u8;

    private static ReadOnlySpan<byte> AnyVersion => Magic[..^1];

    /// <summary>Gets the configuration, JSON in UTF-8.</summary>
    public ReadOnlyMemory<byte> Configuration { get; }

    /// <summary>Gets how many numbers the weights are.</summary>
    public long WeightCount => _weights.Sum(entry => entry.Data.Length / SafetensorsHeader.SizeOf(entry.Type));

    public static byte[] Write(byte[] configuration, IReadOnlyDictionary<string, Tensor> state)
    {
        byte[] weights = Safetensors.Write(state);
        byte[] payload = new byte[HeaderLength + configuration.Length + weights.Length];
        Magic.CopyTo(payload);
        BinaryPrimitives.WriteUInt32LittleEndian(payload.AsSpan(Magic.Length), (uint)configuration.Length);
        configuration.CopyTo(payload, HeaderLength);
        weights.CopyTo(payload, HeaderLength + configuration.Length);
        return payload;
    }

    /// <exception cref="InvalidDataException">The bytes are no payload, or are cut short.</exception>
    /// <exception cref="NotSupportedException">They are of a later version.</exception>
    public static ModelPayload Read(ReadOnlyMemory<byte> payload)
    {
        ReadOnlySpan<byte> bytes = payload.Span;
        if (bytes.Length < HeaderLength || !bytes[..Magic.Length].SequenceEqual(Magic))
        {
            throw bytes.Length > AnyVersion.Length && bytes.StartsWith(AnyVersion) && bytes[AnyVersion.Length] is > Version + (byte)'0' and <= (byte)'9'
                ? Later(bytes[AnyVersion.Length] - '0')
                : new InvalidDataException("This is not a Muon.MLNet model, or it is damaged.");
        }

        uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[Magic.Length..]);
        if (length > (uint)(bytes.Length - HeaderLength))
        {
            throw new InvalidDataException($"The model is cut short: its configuration of {length} bytes does not fit into {bytes.Length}.");
        }

        int end = HeaderLength + (int)length;
        return new ModelPayload(payload[HeaderLength..end], Safetensors.Read(payload[end..]));
    }

    /// <summary>What the model is for, by its configuration; null for images, whose configurations do not say.</summary>
    /// <exception cref="InvalidDataException">The configuration is not JSON.</exception>
    public string? Task()
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(Configuration);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("task", out JsonElement task) ? task.ToString() : null;
        }
        catch (JsonException error)
        {
            throw new InvalidDataException("The model's configuration is not valid JSON of the expected form.", error);
        }
    }

    private static NotSupportedException Later(int version) => new(string.Create(CultureInfo.InvariantCulture,
        $"The model file is of version {version}; this library, Muon.MLNet {typeof(ModelPayload).Assembly.GetName().Version}, reads versions up to {Version}. Update the library, or save the model with this one."));

    /// <summary>Copies the weights into a network of the same parameters.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing, left over, or of another shape or type.</exception>
    public void LoadInto(nn.Module network)
    {
        Dictionary<string, Tensor> state = network.state_dict();
        using IDisposable noGrad = no_grad();
        foreach (SafetensorsEntry entry in _weights)
        {
            if (!state.Remove(entry.Name, out Tensor? target))
            {
                throw new InvalidDataException($"The model holds a tensor '{entry.Name}' that its network does not have.");
            }

            if (!target.shape.SequenceEqual(entry.Shape) || !Holds(target.dtype, entry.Type))
            {
                throw new InvalidDataException($"The model's tensor '{entry.Name}' is {entry.Describe()}; its network needs {SafetensorsEntry.Describe(target.dtype, target.shape)}.");
            }

            using DisposeScope scope = NewDisposeScope();
            target.copy_(entry.ToTensor());
        }

        if (state.Count > 0)
        {
            throw new InvalidDataException($"The model lacks the tensor '{state.Keys.First()}' of its network.");
        }
    }

    // A table may be kept in half precision, from which it comes back exactly.
    private static bool Holds(ScalarType target, ScalarType stored) => stored == target || (target == ScalarType.Float32 && stored == ScalarType.Float16);
}
