using static TorchSharp.torch;

namespace Muon.MLNet.Persistence;

/// <summary>Where the values of a tensor lie, in bytes behind the header.</summary>
/// <param name="Name">The name of the tensor.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Begin">The first byte.</param>
/// <param name="End">The byte after the last.</param>
internal sealed record SafetensorsPlace(string Name, ScalarType Type, long[] Shape, long Begin, long End)
{
    public string Describe() => SafetensorsEntry.Describe(Type, Shape);
}
