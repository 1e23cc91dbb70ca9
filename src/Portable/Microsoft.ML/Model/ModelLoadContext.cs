using System.IO.Compression;
using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>What a loader reads one model from.</summary>
internal sealed class ModelLoadContext
{
    private readonly ZipArchive _archive;
    private readonly string _directory;

    private ModelLoadContext(LocalEnvironment environment, ZipArchive archive, string directory, ModelReader reader)
    {
        Environment = environment;
        _archive = archive;
        _directory = directory;
        Reader = reader;
    }

    public LocalEnvironment Environment { get; }
    public ModelReader Reader { get; }

    public ITransformer LoadModel(string name) => Load(Environment, _archive, $"{_directory}/{name}");

    public static ITransformer Load(LocalEnvironment environment, ZipArchive archive, string directory)
    {
        ModelReader reader = ModelReader.Open(archive, $"{directory}/{ModelSaveContext.EntryName}") ?? throw ModelReader.Corrupt();
        ModelReader.Check(reader.ReadInt32() == ModelSaveContext.Magic);
        (Func<ModelLoadContext, ITransformer> loader, int hosts) = ModelLoaders.Find(reader.ReadText());
        environment.RegisterHosts(hosts);
        try
        {
            return loader(new ModelLoadContext(environment, archive, directory, reader));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new InvalidOperationException("Error during class instantiation", new TargetInvocationException(e));
        }
    }
}
