using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML;

/// <summary>Every kind of model that a file may hold. A file names a kind, never a type.</summary>
internal static class ModelLoaders
{
    private static readonly (string Signature, Type Type, Func<ModelLoadContext, ITransformer> Load, int Hosts)[] Known =
    [
        ("TransformerChain", typeof(TransformerChain<>), TransformerChains.Load, 0),
        ("CustomMapping", typeof(CustomMappingTransformer<,>), CustomMappings.Load, 1),
        ("CopyColumns", typeof(ColumnCopyingTransformer), ColumnCopyingTransformer.Load, 1),
        ("SelectColumns", typeof(ColumnSelectingTransformer), ColumnSelectingTransformer.Load, 1),
        ("Concatenate", typeof(ColumnConcatenatingTransformer), ColumnConcatenatingTransformer.Load, 1),
        ("MapValueToKey", typeof(ValueToKeyMappingTransformer), ValueToKeyMappingTransformer.Load, 1),
        ("MapKeyToValue", typeof(KeyToValueMappingTransformer), KeyToValueMappingTransformer.Load, 1),
        ("MapValue", typeof(ValueMappingTransformer), ValueMappingTransformer.Load, 2),
        ("Normalize", typeof(NormalizingTransformer), NormalizingTransformer.Load, 1),
        ("LoadImages", typeof(ImageLoadingTransformer), ImageLoadingTransformer.Load, 1),
        ("ResizeImages", typeof(ImageResizingTransformer), ImageResizingTransformer.Load, 1),
        ("ExtractPixels", typeof(ImagePixelExtractingTransformer), ImagePixelExtractingTransformer.Load, 1),
    ];

    public static string SignatureOf(Type type)
    {
        type = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return Known.First(k => k.Type == type).Signature;
    }

    /// <summary>How a kind is loaded, and the number of hosts that ML.NET registers for it.</summary>
    public static (Func<ModelLoadContext, ITransformer> Load, int Hosts) Find(string signature)
    {
        var (_, _, load, hosts) = Array.Find(Known, k => k.Signature == signature);
        return (load ?? throw ModelReader.Corrupt(), hosts);
    }
}
