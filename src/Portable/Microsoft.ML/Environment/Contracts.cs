using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Microsoft.ML;

/// <summary>Argument and state checks that raise what ML.NET raises.</summary>
internal static class Contracts
{
    public static T NotNull<T>(T value, [CallerArgumentExpression(nameof(value))] string name = null)
        where T : class => value ?? throw new ArgumentNullException(name);

    public static string NotEmpty(string value, [CallerArgumentExpression(nameof(value))] string name = null) =>
        string.IsNullOrEmpty(value) ? throw ParamError(name, $"{name} cannot be null or empty") : value;

    public static void CheckParam([DoesNotReturnIf(false)] bool condition, string name, string message = null)
    {
        if (!condition)
        {
            throw ParamError(name, message);
        }
    }

    public static void Check([DoesNotReturnIf(false)] bool condition, string message)
    {
        if (!condition)
        {
            throw new InvalidOperationException(message);
        }
    }

    public static ArgumentOutOfRangeException ParamError(string name, string message) =>
        message is null ? new ArgumentOutOfRangeException(name) : new ArgumentOutOfRangeException(name, message);

    /// <summary>A column that is not there.</summary>
    public static ArgumentOutOfRangeException NoColumn(string paramName, string role, string column) =>
        ParamError(paramName, $"Could not find {role} column '{column}'");

    /// <summary>A column of another type than its role needs.</summary>
    public static ArgumentOutOfRangeException WrongColumn(string paramName, string role, string column, string expected, string actual) =>
        ParamError(paramName, $"Schema mismatch for {role} column '{column}': expected {expected}, got {actual}");
}
