using System.Reflection;

namespace Muon.MLNet.Cli.Options;

/// <summary>What was asked of the optimizer: a preset with changes, used as it is; or changes of the settings that measured best.</summary>
/// <param name="Given">The whole settings, or <see langword="null"/> for those that measured best.</param>
/// <param name="PeakLearningRate">The highest learning rate of these, or <see langword="null"/>.</param>
/// <param name="Changes">The other values to change in these.</param>
internal sealed record MuonChoice(MuonOptions? Given, double? PeakLearningRate, IReadOnlyList<KeyValuePair<PropertyInfo, object?>> Changes)
{
    public static MuonChoice Measured { get; } = new(Given: null, PeakLearningRate: null, []);

    /// <summary>Gets the choice in words.</summary>
    public string Description => Given is not null ? "given, or the preset's" : PeakLearningRate is null && Changes.Count == 0 ? "measured" : "measured, with changes";

    public void ApplyTo(MuonTrainerOptions options)
    {
        options.Muon = Given;
        options.PeakLearningRate = PeakLearningRate;
        options.AdjustMuon = Changes.Count > 0 ? Change : null;
    }

    public void Change(MuonOptions muon)
    {
        foreach ((PropertyInfo property, object? value) in Changes)
        {
            property.SetValue(muon, value);
        }
    }
}
