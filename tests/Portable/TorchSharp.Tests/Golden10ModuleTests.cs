using System.Text.Json;
using Muon.Testing;

namespace Muon.Portable.Torch.Tests;

/// <summary>Runs the recorded cases of TorchSharp's modules and optimizers, whichever the folder holds.</summary>
[TestClass]
[TestCategory("Golden")]
public sealed class Golden10ModuleTests
{
    [ClassCleanup]
    public static void Release() => LeftToFinalizers.Release();

    private static readonly Dictionary<string, Action<Golden10ModuleCase>> Kinds = new(StringComparer.Ordinal)
    {
        ["10_module_names"] = Golden10ModuleNames.Run,
        ["10_inits"] = Golden10ModuleInits.Run,
        ["10_optimizer"] = Golden10ModuleOptimizer.Run,
        ["10_save_load"] = Golden10ModuleSaveLoad.Run,
        ["10_dispose_scope"] = Golden10ModuleBehaviour.DisposeScope,
        ["10_exceptions"] = Golden10ModuleBehaviour.Exceptions,
        ["10_forward_values"] = Golden10ModuleBehaviour.ForwardValues,
    };

    public static IEnumerable<object[]> Cases => GoldenCases.Of("mlnet", "10_");

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Reproduces(string name)
    {
        JsonElement root = GoldenCases.Load("mlnet", name).Deserialize<JsonElement>();
        string kind = Kinds.Keys.FirstOrDefault(k => name.StartsWith(k, StringComparison.Ordinal)) ?? throw GoldenCases.Unknown($"the prefix of {name}");
        var recorded = new Golden10ModuleCase(root.GetProperty("input"), root.GetProperty("output"));
        Kinds[kind](recorded);
        recorded.Report();
    }
}
