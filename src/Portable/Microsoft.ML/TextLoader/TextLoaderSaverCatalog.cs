using Microsoft.ML.Data;

namespace Microsoft.ML;

public static class TextLoaderSaverCatalog
{
    public static TextLoader CreateTextLoader(
        this DataOperationsCatalog catalog,
        TextLoader.Column[] columns,
        char separatorChar = '\t',
        bool hasHeader = false,
        IMultiStreamSource dataSample = null,
        bool allowQuoting = false,
        bool trimWhitespace = false,
        bool allowSparse = false) =>
        Create(catalog, Options(columns, separatorChar, hasHeader, allowQuoting, trimWhitespace, allowSparse), dataSample);

    public static TextLoader CreateTextLoader(this DataOperationsCatalog catalog, TextLoader.Options options, IMultiStreamSource dataSample = null) =>
        Create(catalog, options, dataSample);

    public static TextLoader CreateTextLoader<TInput>(
        this DataOperationsCatalog catalog,
        char separatorChar = '\t',
        bool hasHeader = false,
        IMultiStreamSource dataSample = null,
        bool allowQuoting = false,
        bool trimWhitespace = false,
        bool allowSparse = false) =>
        Create(catalog, Options(TextLoader.ColumnsOf<TInput>(), separatorChar, hasHeader, allowQuoting, trimWhitespace, allowSparse), dataSample);

    public static IDataView LoadFromTextFile<TInput>(
        this DataOperationsCatalog catalog,
        string path,
        char separatorChar = '\t',
        bool hasHeader = false,
        bool allowQuoting = false,
        bool trimWhitespace = false,
        bool allowSparse = false)
    {
        CheckPath(path);
        return Load(catalog, path, sampled: false, Options(TextLoader.ColumnsOf<TInput>(), separatorChar, hasHeader, allowQuoting, trimWhitespace, allowSparse));
    }

    public static IDataView LoadFromTextFile<TInput>(this DataOperationsCatalog catalog, string path, TextLoader.Options options)
    {
        CheckPath(path);
        return Load(catalog, path, sampled: false, (options ?? new TextLoader.Options()).With(TextLoader.ColumnsOf<TInput>()));
    }

    public static IDataView LoadFromTextFile(
        this DataOperationsCatalog catalog,
        string path,
        TextLoader.Column[] columns,
        char separatorChar = '\t',
        bool hasHeader = false,
        bool allowQuoting = false,
        bool trimWhitespace = false,
        bool allowSparse = false) =>
        Load(catalog, path, sampled: false, Options(columns, separatorChar, hasHeader, allowQuoting, trimWhitespace, allowSparse));

    public static IDataView LoadFromTextFile(this DataOperationsCatalog catalog, string path, TextLoader.Options options = null) =>
        Load(catalog, path, sampled: true, options);

    private static TextLoader.Options Options(TextLoader.Column[] columns, char separator, bool hasHeader, bool allowQuoting, bool trimWhitespace, bool allowSparse) => new()
    {
        Columns = columns,
        Separators = [separator],
        HasHeader = hasHeader,
        AllowQuoting = allowQuoting,
        TrimWhitespace = trimWhitespace,
        AllowSparse = allowSparse,
    };

    // Only the overload with options looks into the file before it is read; the others know no header and no number of fields.
    private static IDataView Load(DataOperationsCatalog catalog, string path, bool sampled, TextLoader.Options options)
    {
        CheckPath(path);
        var source = new MultiFileSource(path);
        Contracts.CheckParam(File.Exists(source.GetPathOrNull(0)), nameof(path), $"File or directory does not exist at path: {path}");
        return Create(catalog, options, sampled ? source : null).Load(source);
    }

    // The options are the caller's own object: what is loaded later must not change with it.
    private static TextLoader Create(DataOperationsCatalog catalog, TextLoader.Options options, IMultiStreamSource sample) =>
        catalog.Hosted(1, new TextLoader(options?.With(options.Columns), sample));

    private static void CheckPath(string path) =>
        Contracts.CheckParam(!string.IsNullOrEmpty(path), nameof(path), $"{nameof(path)} cannot be null or empty");
}
