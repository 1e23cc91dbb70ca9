using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Every kind of model that a file may hold. A file names a kind, never a type.</summary>
internal static class ModelLoaders
{
    private static readonly (string Signature, Type Type, Func<ModelLoadContext, ITransformer> Load)[] Known =
    [
        ("TransformerChain", typeof(TransformerChain<>), TransformerChains.Load),
        ("CustomMapping", typeof(CustomMappingTransformer<,>), CustomMappings.Load),
        ("CopyColumns", typeof(ColumnCopyingTransformer), ColumnCopyingTransformer.Load),
        ("SelectColumns", typeof(ColumnSelectingTransformer), ColumnSelectingTransformer.Load),
        ("Concatenate", typeof(ColumnConcatenatingTransformer), ColumnConcatenatingTransformer.Load),
        ("MapValueToKey", typeof(ValueToKeyMappingTransformer), ValueToKeyMappingTransformer.Load),
        ("MapKeyToValue", typeof(KeyToValueMappingTransformer), KeyToValueMappingTransformer.Load),
        ("MapValue", typeof(ValueMappingTransformer), ValueMappingTransformer.Load),
        ("Normalize", typeof(NormalizingTransformer), NormalizingTransformer.Load),
    ];

    public static string SignatureOf(Type type)
    {
        type = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return Known.First(k => k.Type == type).Signature;
    }

    public static Func<ModelLoadContext, ITransformer> Find(string signature) => Known.FirstOrDefault(k => k.Signature == signature).Load;
}
