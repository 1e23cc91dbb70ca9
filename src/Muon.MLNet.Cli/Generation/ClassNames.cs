using System.Text.RegularExpressions;

namespace Muon.MLNet.Cli.Generation;

/// <summary>Which names of models can be names of classes in the generated code.</summary>
internal static partial class ClassNames
{
    // Reserved words of C# (Ecma-334, 6.4.4), and names that the generated files use themselves.
    private static readonly HashSet<string> s_taken =
    [
        .. """
        abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern false
        finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out override params private
        protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked
        unsafe ushort using virtual void volatile while
        Program System Microsoft Muon Console Environment ModelInput ModelOutput MLContext IDataView ITransformer
        """.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries),
    ];

    /// <exception cref="ToolException">The name cannot be that of a class.</exception>
    public static string Require(string name) => !Form().IsMatch(name)
        ? throw new ToolException(ExitCodes.Usage, $"--name is '{name}'; it becomes the name of a C# class: letters, digits and _, not beginning with a digit.")
        : s_taken.Contains(name)
            ? throw new ToolException(ExitCodes.Usage, $"--name is '{name}'; it becomes the name of a C# class, and that is a word of C# or of the generated code. Choose another.")
            : name;

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
