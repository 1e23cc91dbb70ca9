using Microsoft.ML;
using Microsoft.ML.Data;

namespace TextClassification;

/// <summary>The names of the classes, in the order of the scores.</summary>
internal static class SlotNames
{
    public static IReadOnlyList<string> Of(DataViewSchema schema)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        schema["Score"].GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }
}
