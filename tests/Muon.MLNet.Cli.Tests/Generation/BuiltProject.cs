using Muon.MLNet.Cli.Tests.Packages;

namespace Muon.MLNet.Cli.Tests.Generation;

/// <summary>
/// A generated project, built by <c>dotnet build</c> as it is. Files beside it, such as a user has for settings of a repository, put the assemblies that the
/// tests run with in the place of the packages, so that nothing is downloaded.
/// </summary>
internal static class BuiltProject
{
    private const string Portable = "portable";

    private const string Props = """
        <Project>
          <PropertyGroup>
            <UseAppHost>false</UseAppHost>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <RestoreSources>$(MSBuildThisFileDirectory)</RestoreSources>
            <NuGetAudit>false</NuGetAudit>
          </PropertyGroup>
        </Project>
        """;

    /// <summary>Builds the project of a folder.</summary>
    /// <returns>The program, for <c>dotnet</c>.</returns>
    public static string Build(string folder)
    {
        if (!AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}{Portable}{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        {
            Assert.Inconclusive("The tests were built with the packages: a project of its own would have to restore them, libtorch among them, into a cache of its own.");
        }

        File.WriteAllText(Path.Combine(folder, "Directory.Build.props"), Props);
        File.WriteAllText(Path.Combine(folder, "Directory.Build.targets"), Targets());
        string project = Directory.GetFiles(folder, "*.csproj").Single();
        (int code, string output) = DotNet.Run("dotnet", "build", project, "-c", "Release", "--nologo", "-v", "q");
        Assert.AreEqual(0, code, output);
        Assert.DoesNotContain("warning", output);
        return Path.Combine(folder, "bin", "Release", "net10.0", Path.GetFileNameWithoutExtension(project) + ".dll");
    }

    private static string Targets()
    {
        string here = AppContext.BaseDirectory;
        IEnumerable<string> assemblies = Directory.GetFiles(here, "Muon.Portable.*.dll").Append(Path.Combine(here, "Muon.MLNet.dll"));
        return $"""
            <Project>
              <ItemGroup>
                <PackageReference Remove="@(PackageReference)" />
                <Reference Include="{string.Join(';', assemblies)}" />
                <None Include="{string.Join(';', Directory.GetFiles(here, "libMuon*"))}" Link="%(Filename)%(Extension)" CopyToOutputDirectory="PreserveNewest" />
              </ItemGroup>
            </Project>
            """;
    }
}
