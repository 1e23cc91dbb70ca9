using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Muon.MLNet.Prediction;
using Muon.MLNet.Text;
using TorchSharp;

namespace Muon.MLNet.Persistence;

/// <summary>
/// The networks behind the payloads of loaded models, built once per payload string and freed with it. The payload
/// travels through the columns by reference, so that the same string arrives on every row.
/// </summary>
internal static class CarrierModels
{
    private static readonly ConditionalWeakTable<string, Lazy<IClassifier>> Models = [];

    /// <exception cref="InvalidDataException">The payload is damaged.</exception>
    public static IClassifier Get(ReadOnlyMemory<char> payload)
    {
        string text = MemoryMarshal.TryGetString(payload, out string? whole, out int start, out int length) && start == 0 && length == whole.Length
            ? whole
            : throw new InvalidDataException("The model's payload did not arrive as the text that was loaded; a step between it and the network has changed it.");
        return Models.GetValue(text, key => new Lazy<IClassifier>(() => Read(key))).Value;
    }

    /// <summary>Builds the model of a payload in text form, on the CPU.</summary>
    /// <exception cref="InvalidDataException">The payload is damaged.</exception>
    /// <exception cref="NotSupportedException">A later version of the library wrote it.</exception>
    /// <exception cref="InvalidOperationException">It has a network of the user's own, which is not registered.</exception>
    public static IClassifier Read(string payload)
    {
        byte[] bytes = new byte[payload.Length / 4 * 3];
        if (!Convert.TryFromBase64String(payload, bytes, out int written))
        {
            throw new InvalidDataException("The model's payload is not base64.");
        }

        ModelPayload parts = ModelPayload.Read(bytes.AsMemory(0, written));
        return parts.Task() switch
        {
            null => ImagePayload.Read(parts, torch.CPU),
            TextModelConfiguration.TextTask => TextPayload.Read(parts, torch.CPU),
            { } other => throw new NotSupportedException($"The model is for the task '{other}', which Muon.MLNet {typeof(CarrierModels).Assembly.GetName().Version} does not know. If the file is whole, a later version wrote it: update the library."),
        };
    }
}
