using System.Reflection;

namespace Muon.Portable.Contract.Tests;

[TestClass]
public sealed class UsageTests
{
    public static IEnumerable<object[]> Assemblies => PortableAssemblies.All;

    [TestMethod]
    [DynamicData(nameof(Assemblies))]
    public void EveryPublicMemberIsUsedByProductSamplesOrTests(string name)
    {
        Assembly assembly = PortableAssemblies.Require(name);
        CallerMetadata callers = CallerMetadata.Read(AppContext.BaseDirectory);
        Assert.Contains("Muon.MLNet", callers.Assemblies);
        string[] unused = [.. new UnusedMembers(callers).Of(assembly)];
        Assert.IsEmpty(unused, $"{unused.Length} public members are used by none of {string.Join(", ", callers.Assemblies)}:\n  {string.Join("\n  ", unused)}\n");
    }
}
