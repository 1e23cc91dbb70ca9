using Microsoft.ML.Data;

namespace Microsoft.ML;

public interface IDataLoader<in TSource>
{
    IDataView Load(TSource input);
    DataViewSchema GetOutputSchema();
}

public static class DataLoaderExtensions
{
    public static IDataView Load(this IDataLoader<IMultiStreamSource> loader, params string[] path) =>
        Contracts.NotNull(loader).Load(new MultiFileSource(path));
}
