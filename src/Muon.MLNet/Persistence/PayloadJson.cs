using System.Text.Json.Serialization;
using Muon.MLNet.Images;
using Muon.MLNet.Text;

namespace Muon.MLNet.Persistence;

/// <summary>The JSON forms that occur in model files, fixed at compile time: a file names no type.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, RespectRequiredConstructorParameters = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ImageModelConfiguration))]
[JsonSerializable(typeof(TextModelConfiguration))]
internal sealed partial class PayloadJson : JsonSerializerContext;
