using System.Text.Json.Serialization;

namespace Muon.MLNet.Text.Tokenization;

/// <summary>The JSON forms of vocabularies, fixed at compile time: a file names no type.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Dictionary<string, int>))]
[JsonSerializable(typeof(TokenizerConfiguration))]
internal sealed partial class TokenizerJson : JsonSerializerContext;
