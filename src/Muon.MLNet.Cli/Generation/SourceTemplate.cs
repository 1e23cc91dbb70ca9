namespace Muon.MLNet.Cli.Generation;

/// <summary>Fills the files under <c>Templates</c>: <c>__NAME__</c> becomes the value of that name.</summary>
internal sealed class SourceTemplate(IReadOnlyDictionary<string, string> values)
{
    public string Fill(string name)
    {
        using Stream stream = typeof(SourceTemplate).Assembly.GetManifestResourceStream($"{name}.txt") ?? throw new InvalidOperationException($"There is no template '{name}'.");
        using StreamReader reader = new(stream);
        return values.Aggregate(reader.ReadToEnd(), (text, value) => text.Replace($"__{value.Key}__", value.Value, StringComparison.Ordinal));
    }
}
