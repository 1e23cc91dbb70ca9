namespace Muon.MLNet.Persistence;

/// <summary>What the header of a safetensors file says.</summary>
/// <param name="Tensors">The tensors, in the order of the header.</param>
/// <param name="Metadata">The texts of <c>__metadata__</c>, by name; empty where there are none.</param>
internal sealed record SafetensorsContent(IReadOnlyList<SafetensorsPlace> Tensors, IReadOnlyDictionary<string, string> Metadata);
