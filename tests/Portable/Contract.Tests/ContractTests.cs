using System.Reflection;
using Muon.Testing;

namespace Muon.Portable.Contract.Tests;

[TestClass]
public sealed class ContractTests
{
    public static IEnumerable<object[]> Assemblies => PortableAssemblies.All;

    [TestMethod]
    [DynamicData(nameof(Assemblies))]
    public void EveryPublicMemberIsListedWithTheSameSignature(string name)
    {
        Assembly assembly = PortableAssemblies.Require(name);
        if (TestPaths.ApiDirectory is not { } folder)
        {
            Assert.Inconclusive("The API listings were not found; set MUON_API_DIR to the folder that holds them.");
            return;
        }

        string[] differences = [.. new ApiListing(folder).Differences(assembly)];
        Assert.IsEmpty(differences, $"{differences.Length} public members are not those of the real assembly:\n  {string.Join("\n  ", differences)}\n");
    }
}
