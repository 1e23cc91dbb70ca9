using Microsoft.ML.SearchSpace;

namespace Muon.MLNet;

/// <summary>
/// What a sweep tries of <see cref="MuonOptions"/>, the learning rate aside. Nested in <see cref="MuonImageSearchSpace"/> and
/// <see cref="MuonTextSearchSpace"/>, or in a class of your own with <c>[NestOption]</c>.
/// </summary>
/// <remarks>
/// A sweep starts from the defaults, which are those of <c>DefaultMuonOptions</c>. Members that shall not be swept are removed from the
/// space: <c>((SearchSpace)space["Muon"]).Remove("NsSteps")</c>; they keep their default.
/// </remarks>
public sealed class MuonSearchSpace
{
    /// <summary>Gets or sets the momentum of the Muon step.</summary>
    /// <value>From 0.8 to 0.99; the default value is 0.95. Below 0.8 a step follows the noise of single batches; above 0.99 it remembers more than a short training has.</value>
    [Range(0.8, 0.99, 0.95)]
    public double Momentum { get; set; } = 0.95;

    /// <summary>Gets or sets whether the Muon step looks ahead.</summary>
    /// <value>The default value is <see langword="true"/>.</value>
    [BooleanChoice(true)]
    public bool Nesterov { get; set; } = true;

    /// <summary>Gets or sets the number of Newton–Schulz steps.</summary>
    /// <value>
    /// From 3 to 8, of which ML.NET's tuners reach 7; the default value is 5. Fewer than 3 leave small singular values near zero, and from
    /// 6 on the polynomial only moves them about one.
    /// </value>
    [Range(3, 8, 5)]
    public int NsSteps { get; set; } = 5;

    /// <summary>Gets or sets the weight decay of the parameters that take the Muon step.</summary>
    /// <value>From 1e-4 to 0.3, on a log scale; the default value is 0.01. The lower end decays nothing that could be seen; 0.1 is Keras's default.</value>
    [Range(1e-4, 0.3, 0.01, true)]
    public double WeightDecay { get; set; } = 0.01;

    /// <summary>Gets or sets the weight decay of the parameters that take the AdamW step.</summary>
    /// <value>From 1e-4 to 0.3, on a log scale; the default value is 0.01.</value>
    [Range(1e-4, 0.3, 0.01, true)]
    public double AdamWeightDecay { get; set; } = 0.01;

    /// <summary>Gets or sets the learning rate of AdamW, as a share of that of Muon.</summary>
    /// <value>From 0.01 to 1, on a log scale; the default value is 0.1. Presets have 0.015 (Jordan), 0.1 and 1 (Moonlight).</value>
    [Range(0.01, 1.0, 0.1, true)]
    public double AdamLrRatio { get; set; } = 0.1;

    /// <summary>Gets or sets how an update is scaled by the shape of its matrix.</summary>
    /// <value><see cref="UpdateScaling.MatchRms"/>, the default, or <see cref="UpdateScaling.OutputOverInput"/>: all others are multiples of these on square matrices.</value>
    [Choice(nameof(UpdateScaling.MatchRms), nameof(UpdateScaling.OutputOverInput))]
    public UpdateScaling UpdateScaling { get; set; } = UpdateScaling.MatchRms;

    /// <summary>Puts these settings into options of the optimizer; all others, the learning rate among them, stay.</summary>
    /// <param name="options">The options to change.</param>
    public void Apply(MuonOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Momentum = Momentum;
        options.Nesterov = Nesterov;
        options.NsSteps = NsSteps;
        options.WeightDecay = WeightDecay;
        options.AdamWeightDecay = AdamWeightDecay;
        options.AdamLrRatio = AdamLrRatio;
        options.UpdateScaling = UpdateScaling;
    }
}
