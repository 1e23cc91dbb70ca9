using Microsoft.ML.Transforms;

namespace Microsoft.ML;

public static class TransformExtensionsCatalog
{
    public static ColumnCopyingEstimator CopyColumns(this TransformsCatalog catalog, string outputColumnName, string inputColumnName) =>
        catalog.Hosted(2, new ColumnCopyingEstimator([ColumnPairs.Of(outputColumnName, ColumnPairs.Name(inputColumnName))]));

    public static ColumnConcatenatingEstimator Concatenate(this TransformsCatalog catalog, string outputColumnName, params string[] inputColumnNames) =>
        catalog.Hosted(1, new ColumnConcatenatingEstimator(outputColumnName, inputColumnNames));

    public static ColumnSelectingEstimator DropColumns(this TransformsCatalog catalog, params string[] columnNames) =>
        catalog.Hosted(2, new ColumnSelectingEstimator(columnNames, drop: true, keepHidden: false));

    public static ColumnSelectingEstimator SelectColumns(this TransformsCatalog catalog, string[] columnNames, bool keepHidden) =>
        catalog.Hosted(2, new ColumnSelectingEstimator(columnNames, drop: false, keepHidden));

    public static ColumnSelectingEstimator SelectColumns(this TransformsCatalog catalog, params string[] columnNames) =>
        catalog.Hosted(2, new ColumnSelectingEstimator(columnNames, drop: false, keepHidden: false));
}
