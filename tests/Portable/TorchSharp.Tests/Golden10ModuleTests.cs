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

    public static IEnumerable<object[]> Cases =>
        TestPaths.GoldenDirectory is string root && Directory.Exists(Path.Combine(root, "mlnet"))
            ? Directory.GetFiles(Path.Combine(root, "mlnet"), "10_*.json")
                .Select(f => new object[] { Path.GetFileNameWithoutExtension(f) })
                .Where(c => KindOf((string)c[0]) is not null)
            : [["none"]];

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Reproduces(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(TestPaths.RequireGolden("mlnet"), name + ".json")));
        var recorded = new Golden10ModuleCase(document.RootElement.GetProperty("input"), document.RootElement.GetProperty("output"));
        Kinds[KindOf(name)](recorded);
        recorded.Report();
    }

    private static string KindOf(string name) => Kinds.Keys.FirstOrDefault(k => name.StartsWith(k, StringComparison.Ordinal));
}
