using System.Globalization;

namespace Muon.MLNet.Networks.Pretrained;

/// <summary>What became of the tensors of a weights file and of a network. <see cref="ToString"/> gives a line for the log.</summary>
internal sealed record PretrainedReport
{
    private const int Shown = 5;

    /// <summary>Gets the parameters and buffers of the network that the file gave.</summary>
    public required IReadOnlyList<string> Loaded { get; init; }

    /// <summary>Gets those of <see cref="Loaded"/> that were interpolated to another size.</summary>
    public required IReadOnlyList<string> Resized { get; init; }

    /// <summary>Gets the parameters and buffers that the file does not have, the head's apart; they keep their initial values.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Gets the tensors of the file that the network does not have, by their names in the file.</summary>
    public required IReadOnlyList<string> Unused { get; init; }

    /// <summary>Gets the tensors of the file that belong to the head, which is trained anew.</summary>
    public required IReadOnlyList<string> SkippedHead { get; init; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Loaded.Count} tensors loaded{Also("of them resized", Resized)}{Also("missing in the file", Missing)}{Also("unused in the file", Unused)}{Also("of the head skipped", SkippedHead)}.");

    private static string Also(string what, IReadOnlyList<string> names) => names.Count == 0
        ? string.Empty
        : string.Create(CultureInfo.InvariantCulture, $"; {names.Count} {what} ({Some(names)})");

    /// <summary>The first few names.</summary>
    internal static string Some(IEnumerable<string> names)
    {
        string[] first = [.. names.Take(Shown + 1)];
        return first.Length > Shown ? string.Join(", ", first[..Shown]) + ", …" : string.Join(", ", first);
    }
}
