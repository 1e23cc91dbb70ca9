using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Muon.MLNet.Cli.Tests.Generation;

/// <summary>Generated code, compiled with Roslyn: every warning counts.</summary>
internal static class Compiled
{
    public static Assembly Load(params string[] files)
    {
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        bool isProgram = files.Any(file => file.EndsWith("Program.cs", StringComparison.Ordinal));
        CSharpCompilation compilation = CSharpCompilation.Create(
            $"Generated{Guid.NewGuid():N}",
            files.Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), new CSharpParseOptions(documentationMode: DocumentationMode.Diagnose), path: file)),
            references,
            new CSharpCompilationOptions(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999,
                specificDiagnosticOptions: new Dictionary<string, ReportDiagnostic> { ["CS1591"] = ReportDiagnostic.Suppress }));
        using MemoryStream stream = new();
        var emitted = compilation.Emit(stream);
        Assert.AreEqual("", string.Join('\n', emitted.Diagnostics.Where(one => one.Severity >= DiagnosticSeverity.Warning)));
        return Assembly.Load(stream.ToArray());
    }
}
