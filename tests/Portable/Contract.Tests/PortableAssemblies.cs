using System.Reflection;

namespace Muon.Portable.Contract.Tests;

internal static class PortableAssemblies
{
    public static readonly Assembly MicrosoftML = typeof(Microsoft.ML.MLContext).Assembly;
    public static readonly Assembly Extensions = typeof(Microsoft.Extensions.ML.ModelLoader).Assembly;
    public static readonly Assembly Tokenizers = typeof(Microsoft.ML.Tokenizers.Tokenizer).Assembly;
    public static readonly Assembly Torch = typeof(TorchSharp.torch).Assembly;

    /// <summary>Each assembly behind the names, as test data.</summary>
    public static IEnumerable<object[]> All => [[MicrosoftML.GetName().Name!], [Extensions.GetName().Name!], [Tokenizers.GetName().Name!], [Torch.GetName().Name!]];

    public static Assembly Require(string name)
    {
        if (!name.StartsWith("Muon.Portable.", StringComparison.Ordinal))
        {
            Assert.Inconclusive($"{name} is the real assembly: it defines the contract.");
        }

        return new[] { MicrosoftML, Extensions, Tokenizers, Torch }.Single(a => a.GetName().Name == name);
    }
}
