using System.Globalization;
using System.Runtime.InteropServices;

namespace Muon.MLNet.Training.Checkpoints;

/// <summary>The name of a checkpoint's file: <c>checkpoint-000002-000017.muon</c> after two epochs and seventeen steps of the third.</summary>
/// <param name="Epochs">The epochs that are done.</param>
/// <param name="Steps">The steps of the next one that are done.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CheckpointName(int Epochs, int Steps) : IComparable<CheckpointName>
{
    public const string Prefix = "checkpoint-";
    public const string Extension = ".muon";

    /// <summary>Reads a file's name; <see langword="false"/> where it is not one of ours.</summary>
    public static bool TryParse(string fileName, out CheckpointName name)
    {
        name = default;
        if (!fileName.StartsWith(Prefix, StringComparison.Ordinal) || !fileName.EndsWith(Extension, StringComparison.Ordinal) || fileName.Length < Prefix.Length + Extension.Length)
        {
            return false;
        }

        string[] numbers = fileName[Prefix.Length..^Extension.Length].Split('-');
        if (numbers is not [var epochs, var steps] || !TryParse(epochs, out int epoch) || !TryParse(steps, out int step))
        {
            return false;
        }

        name = new CheckpointName(epoch, step);
        return string.Equals(name.ToString(), fileName, StringComparison.Ordinal);
    }

    public static bool operator <(CheckpointName left, CheckpointName right) => left.CompareTo(right) < 0;

    public static bool operator >(CheckpointName left, CheckpointName right) => left.CompareTo(right) > 0;

    public static bool operator <=(CheckpointName left, CheckpointName right) => left.CompareTo(right) <= 0;

    public static bool operator >=(CheckpointName left, CheckpointName right) => left.CompareTo(right) >= 0;

    /// <summary>Earlier ones are smaller.</summary>
    public int CompareTo(CheckpointName other) => (Epochs, Steps).CompareTo((other.Epochs, other.Steps));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Epochs:D6}-{Steps:D6}{Extension}");

    private static bool TryParse(string digits, out int number) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
