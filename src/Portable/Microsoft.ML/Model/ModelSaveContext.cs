using System.IO.Compression;
using System.Text;

namespace Microsoft.ML;

/// <summary>One folder of a model file: a <c>Model.key</c> entry (signature, then data) and a folder per inner model.</summary>
public sealed class ModelSaveContext : IDisposable
{
    internal const string EntryName = "Model.key";
    internal const int Magic = 0x4E4F554D;

    private readonly ZipArchive _archive;
    private readonly HashSet<string> _written;
    private readonly string _directory;
    private BinaryWriter _writer;

    private ModelSaveContext(ZipArchive archive, HashSet<string> written, string directory)
    {
        _archive = archive;
        _written = written;
        _directory = directory;
    }

    internal BinaryWriter Writer => _writer ?? throw NoSignature();

    /// <summary>Starts the entry; a model that another one is saved in place of starts it anew.</summary>
    internal void Begin(string signature)
    {
        _writer = new BinaryWriter(new MemoryStream());
        _writer.Write(Magic);
        _writer.WriteText(signature);
    }

    internal void SaveModel(ICanSaveModel model, string name) => Save(_archive, _written, model, $"{_directory}/{name}");

    internal static void Save(ZipArchive archive, ICanSaveModel model, string directory) => Save(archive, new(StringComparer.Ordinal), model, directory);

    public void Dispose() => _writer = null;

    internal static void WriteEntry(ZipArchive archive, string name, MemoryStream content)
    {
        // Weights hardly shrink; the fast level writes 50 MB in about a second.
        using Stream entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
        content.WriteTo(entry);
    }

    internal static void WriteEntry(ZipArchive archive, string name, string text) =>
        WriteEntry(archive, name, new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static void Save(ZipArchive archive, HashSet<string> written, ICanSaveModel model, string directory)
    {
        Contracts.Check(written.Add(directory), $"'{directory}' has already been saved.");
        using var context = new ModelSaveContext(archive, written, directory);
        model.Save(context);
        context.Writer.Flush();
        WriteEntry(archive, $"{directory}/{EntryName}", (MemoryStream)context.Writer.BaseStream);
    }

    private static InvalidOperationException NoSignature() => new("ModelSignature not specified!");
}
