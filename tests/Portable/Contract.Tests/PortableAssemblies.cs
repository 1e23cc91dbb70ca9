using System.Reflection;

namespace Muon.Portable.Contract.Tests;

internal static class PortableAssemblies
{
    public static readonly Assembly MicrosoftML = typeof(Microsoft.ML.MLContext).Assembly;
    public static readonly Assembly AutoML = typeof(Microsoft.ML.AutoML.AutoCatalog).Assembly;
    public static readonly Assembly SearchSpace = typeof(Microsoft.ML.SearchSpace.Parameter).Assembly;
    public static readonly Assembly Extensions = typeof(Microsoft.Extensions.ML.ModelLoader).Assembly;
    public static readonly Assembly Tokenizers = typeof(Microsoft.ML.Tokenizers.Tokenizer).Assembly;
    public static readonly Assembly Torch = typeof(TorchSharp.torch).Assembly;

    private static readonly Assembly[] Assemblies = [MicrosoftML, AutoML, SearchSpace, Extensions, Tokenizers, Torch];

    /// <summary>Each assembly behind the names, as test data.</summary>
    public static IEnumerable<object[]> All => Assemblies.Select(a => new object[] { a.GetName().Name! });

    public static Assembly Require(string name)
    {
        if (!name.StartsWith("Muon.Portable.", StringComparison.Ordinal))
        {
            Assert.Inconclusive($"{name} is the real assembly: it defines the contract.");
        }

        return Assemblies.Single(a => a.GetName().Name == name);
    }
}
