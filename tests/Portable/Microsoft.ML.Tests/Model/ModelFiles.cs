using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Muon.Portable.MicrosoftML.Tests.Transforms;

namespace Muon.Portable.MicrosoftML.Tests.Model;

/// <summary>
/// Stands in for the recorded pipeline (MapValueToKey, LbfgsMaximumEntropy, MapKeyToValue), whose trainer is outside of
/// the subset: the same columns, classes and predictions from a custom mapping and a value mapping.
/// </summary>
internal static class ModelFiles
{
    public static bool IsPortable => typeof(MLContext).Assembly.GetName().Name.StartsWith("Muon.Portable");

    public static IDataView Train(MLContext ml) => ml.Data.LoadFromEnumerable(Enumerable.Range(0, 12).Select(i => new TrainRow
    {
        L = i % 2 == 0 ? "even" : "odd",
        Features = [i % 2 == 0 ? 1 + i : -1 - i, i / 12f],
    }).ToArray());

    public static TransformerChain<ValueMappingTransformer> Fit(MLContext ml) => ml.Transforms.Conversion.MapValueToKey("Label", "L")
        .Append(ml.Transforms.CustomMapping<SignIn, SignOut>(SignMapping.Map, SignMapping.Contract))
        .Append(ml.Transforms.Conversion.MapValue("PredictedLabel", new[] { KeyValuePair.Create(1u, "even"), KeyValuePair.Create(2u, "odd") }))
        .Fit(Train(ml));

    public static byte[] Save(MLContext ml, ITransformer model, DataViewSchema schema)
    {
        var stream = new MemoryStream();
        ml.Model.Save(model, schema, stream);
        return stream.ToArray();
    }

    public static TempFolder Folder() => new();

    public sealed class TempFolder : IDisposable
    {
        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), Golden.FolderMarker);

        public TempFolder() => Directory.CreateDirectory(Path);

        public string File(string name) => System.IO.Path.Combine(Path, name);

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}

public sealed class TrainRow
{
    public string L { get; set; }

    [VectorType(2)]
    public float[] Features { get; set; }
}

public sealed class SignIn
{
    [VectorType(2)]
    public float[] Features { get; set; }
}

public sealed class SignOut
{
    public uint PredictedLabel { get; set; }

    [VectorType(2)]
    public float[] Score { get; set; }
}

public sealed class Prediction
{
    public string PredictedLabel { get; set; }
    public float[] Score { get; set; }
}

[CustomMappingFactoryAttribute(Contract)]
public sealed class SignMapping : CustomMappingFactory<SignIn, SignOut>
{
    public const string Contract = "Muon.Tests.Sign";

    public static void Map(SignIn row, SignOut result)
    {
        float even = 1 / (1 + MathF.Exp(-row.Features[0]));
        result.Score = [even, 1 - even];
        result.PredictedLabel = even >= 0.5f ? 1u : 2u;
    }

    public override Action<SignIn, SignOut> GetMapping() => Map;
}
