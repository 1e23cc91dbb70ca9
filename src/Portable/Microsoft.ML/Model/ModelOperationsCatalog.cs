using System.IO.Compression;
using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class ModelOperationsCatalog
{
    private const string Root = "TransformerChain";
    private const string SchemaEntry = "Schema";

    public void Save(ITransformer model, DataViewSchema inputSchema, Stream stream)
    {
        Contracts.NotNull(stream);
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        ModelSaveContext.WriteEntry(archive, "TrainingInfo/Version.txt", typeof(ModelOperationsCatalog).Assembly.GetName().Version.ToString());
        if (model is not null)
        {
            ModelSaveContext.Save(archive, model, Root);
        }

        if (inputSchema is not null)
        {
            _env.RegisterHosts(2);
            var content = new MemoryStream();
            var writer = new BinaryWriter(content);
            DataViewSchema.Column[] columns = [.. inputSchema.Where(c => ModelWriting.CanWrite(c.Type))];
            writer.Write(columns.Length);
            Array.ForEach(columns, c => writer.WriteColumn(new(c)));
            writer.Flush();
            ModelSaveContext.WriteEntry(archive, SchemaEntry, content);
        }
    }

    public void Save(ITransformer model, DataViewSchema inputSchema, string filePath)
    {
        CheckPath(filePath);
        using FileStream stream = File.Create(filePath);
        Save(model, inputSchema, stream);
    }

    public ITransformer Load(Stream stream, out DataViewSchema inputSchema)
    {
        Contracts.NotNull(stream);
        using ZipArchive archive = Open(stream);
        inputSchema = ReadSchema(archive);
        _env.RegisterHosts(inputSchema is null ? 0 : 1);
        if (archive.GetEntry($"{Root}/{ModelSaveContext.EntryName}") is null)
        {
            throw inputSchema is not null
                ? ModelReader.Corrupt()
                : new InvalidOperationException(
                    "Could not load legacy format model",
                    new InvalidOperationException($"Repository doesn't contain entry DataLoaderModel/{ModelSaveContext.EntryName}"));
        }

        return ModelLoadContext.Load(_env, archive, Root);
    }

    public ITransformer Load(string filePath, out DataViewSchema inputSchema)
    {
        CheckPath(filePath);
        using FileStream stream = File.OpenRead(filePath);
        return Load(stream, out inputSchema);
    }

    private static ZipArchive Open(Stream stream)
    {
        try
        {
            return new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or IOException)
        {
            throw new FormatException("Failed to open a zip archive", e);
        }
    }

    private static DataViewSchema ReadSchema(ZipArchive archive)
    {
        if (ModelReader.Open(archive, SchemaEntry) is not { } reader)
        {
            return null;
        }

        try
        {
            var builder = new DataViewSchema.Builder();
            for (int left = reader.ReadCount(); left > 0; left--)
            {
                builder.AddColumns([reader.ReadColumn()]);
            }

            return builder.ToSchema();
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw new FormatException(ModelReader.Corrupt().Message, e);
        }
    }

    private static void CheckPath(string filePath) =>
        Contracts.CheckParam(!string.IsNullOrEmpty(filePath), nameof(filePath), $"{nameof(filePath)} cannot be null or empty");
}
