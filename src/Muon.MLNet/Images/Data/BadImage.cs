using System.Globalization;

namespace Muon.MLNet.Images;

/// <summary>A picture that could not be read.</summary>
/// <param name="Row">Its row, from 0; -1 where it is not known.</param>
/// <param name="Name">Its path, where one is known.</param>
/// <param name="Reason">Why.</param>
/// <param name="Cause">What was thrown, where an exception is behind it.</param>
internal sealed record BadImage(long Row, string? Name, string Reason, Exception? Cause = null)
{
    /// <summary>The end of the message of <see cref="ToException"/>, for whoever has no options to set.</summary>
    public const string AdviceToProgrammers = ", or set OnBadImage = BadImageAction.Skip to go on without such pictures.";

    private string Place => Row < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", row {Row}");

    /// <summary>One line for the log.</summary>
    public string Describe() => string.Create(CultureInfo.InvariantCulture, $"row {Row}{(Name is null ? "" : $", '{Name}'")}: {Reason}");

    /// <summary>The exception of <see cref="BadImageAction.Refuse"/>. The one within is the reason alone, for whoever has no column and no row.</summary>
    public InvalidOperationException ToException(string column) => new(
        $"Column '{column}'{Place}: the picture{(Name is null ? "" : $" '{Name}'")} cannot be read: {Reason.TrimEnd('.')}. " +
        "Mend or remove it" + AdviceToProgrammers, new InvalidDataException(Reason, Cause));
}
