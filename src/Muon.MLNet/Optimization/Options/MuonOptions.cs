using System.ComponentModel.DataAnnotations;

namespace Muon.MLNet;

/// <summary>
/// Settings of the Muon optimizer: Muon for hidden weight matrices and filters, AdamW for everything else.
/// </summary>
/// <remarks>
/// Every parameter of Keras's <c>Muon</c> (3.12; <c>optimizer_muon</c> in R) is here under its PascalCase name and with its
/// default; the presets <see cref="Keras"/>, <see cref="KellerJordan"/>, <see cref="Moonlight"/>, <see cref="TorchOriginal"/>
/// and <see cref="TorchMatchRms"/> are other starting points. Options that Keras does not have are off, or neutral, by
/// default. <see cref="Validate"/> names the option that is out of range.
/// </remarks>
public sealed partial class MuonOptions
{
    /// <summary>The size of a step.</summary>
    /// <value>A number, a schedule, or a function called at every step. The default value is 0.001.</value>
    /// <remarks>
    /// Muon's updates are larger than AdamW's: 0.02 is usual with <see cref="UpdateScaling.OutputOverInput"/>, AdamW's own
    /// learning rate with <see cref="UpdateScaling.MatchRms"/>. A TorchSharp learning-rate scheduler on the optimizer takes
    /// precedence, see <see cref="MuonOptimizer"/>.
    /// </remarks>
    public LearningRateSchedule LearningRate { get; set; } = MuonDefaults.LearningRate;

    /// <summary>The momentum of the Muon step.</summary>
    /// <value>From 0 up to but not including 1; a number or a function. The default value is 0.95.</value>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public Hyperparameter Momentum { get; set; } = MuonDefaults.Momentum;

    /// <summary>Whether the Muon step looks ahead by one more application of the momentum (Nesterov).</summary>
    /// <value>The default value is <see langword="true"/>.</value>
    public bool Nesterov { get; set; } = true;

    /// <summary>
    /// Whether momentum is a running average, <c>M ← μ·M + (1 − μ)·g</c> as in KellerJordan/Muon, instead of a running sum,
    /// <c>M ← μ·M + g</c>.
    /// </summary>
    /// <value>The default value is <see langword="false"/>.</value>
    /// <remarks>Orthogonalisation removes the difference in size, so the two differ only for gradients near 1e-7 in norm.</remarks>
    public bool AverageMomentum { get; set; }

    /// <summary>The number of Newton–Schulz steps that orthogonalise an update.</summary>
    /// <value>From 1 to 100. The default value is 6.</value>
    [Range(1, MuonDefaults.MaximumNsSteps)]
    public int NsSteps { get; set; } = MuonDefaults.NsSteps;

    /// <summary>The coefficient <c>a</c> of the Newton–Schulz polynomial <c>a·s + b·s³ + c·s⁵</c>.</summary>
    /// <value>A finite number. The default value is 3.4445.</value>
    [Range(double.MinValue, double.MaxValue)]
    public double MuonA { get; set; } = MuonDefaults.MuonA;

    /// <summary>The coefficient <c>b</c> of the Newton–Schulz polynomial <c>a·s + b·s³ + c·s⁵</c>.</summary>
    /// <value>A finite number. The default value is −4.775.</value>
    [Range(double.MinValue, double.MaxValue)]
    public double MuonB { get; set; } = MuonDefaults.MuonB;

    /// <summary>The coefficient <c>c</c> of the Newton–Schulz polynomial <c>a·s + b·s³ + c·s⁵</c>.</summary>
    /// <value>A finite number. The default value is 2.0315.</value>
    [Range(double.MinValue, double.MaxValue)]
    public double MuonC { get; set; } = MuonDefaults.MuonC;

    /// <summary>The polynomials of the Newton–Schulz steps.</summary>
    /// <value>
    /// <see cref="MuonA"/>, <see cref="MuonB"/> and <see cref="MuonC"/> are ignored with another value than the default, which
    /// is <see cref="CoefficientTable.Polynomial"/>.
    /// </value>
    public CoefficientTable Coefficients { get; set; }

    /// <summary>How the norm that matrices are divided by before the Newton–Schulz steps is kept from zero.</summary>
    /// <value>
    /// Ignored with <see cref="CoefficientTable.PolarExpress"/>, which has its own. The default value is
    /// <see cref="NormGuard.Added"/>.
    /// </value>
    public NormGuard NormGuard { get; set; }

    /// <summary>The type in which the Newton–Schulz steps are computed.</summary>
    /// <value>The default value is <see cref="OrthogonalizationPrecision.Full"/>.</value>
    public OrthogonalizationPrecision Precision { get; set; }

    /// <summary>How the orthogonalised update depends on the shape of the weight.</summary>
    /// <value>The default value is <see cref="UpdateScaling.InputOverOutput"/>.</value>
    public UpdateScaling UpdateScaling { get; set; }

    /// <summary>The root mean square that <see cref="UpdateScaling.MatchRms"/> gives to an update, before the learning rate.</summary>
    /// <value>
    /// A positive number, or <see langword="null"/> for no shape factor at all. Ignored in the other modes. The default
    /// value is 0.2.
    /// </value>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double? RmsRate { get; set; } = MuonDefaults.RmsRate;

    /// <summary>The learning rate of the AdamW step as a fraction of <see cref="LearningRate"/>.</summary>
    /// <value>A number ≥ 0. The default value is 0.1.</value>
    [Range(0.0, double.MaxValue)]
    public double AdamLrRatio { get; set; } = MuonDefaults.AdamLrRatio;

    /// <summary>Learning rates of single parameters, as multiples of those of the others (discriminative fine-tuning, arXiv 1801.06146).</summary>
    /// <value>
    /// The first entry whose pattern is found in the path of a parameter counts; a parameter without one has the ratio 1.
    /// <see langword="null"/> for none. The default value is <see langword="null"/>.
    /// </value>
    /// <remarks>
    /// A ratio holds for the Muon step and the AdamW step, there on top of <see cref="AdamLrRatio"/>, and for weight decay, which the
    /// learning rate is a factor of. Schedules go on as they are. To leave a parameter as it is, freeze it instead
    /// (<c>requires_grad</c> false): that costs no state.
    /// </remarks>
    /// <example><c>options.LearningRateRatios = [new("^head", 1), new(".", 0.1)];</c></example>
    public IReadOnlyList<LearningRateRatio>? LearningRateRatios { get; set; }

    /// <summary>The decay rate of AdamW's first moment.</summary>
    /// <value>From 0 up to but not including 1; a number or a function. The default value is 0.9.</value>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public Hyperparameter AdamBeta1 { get; set; } = MuonDefaults.AdamBeta1;

    /// <summary>The decay rate of AdamW's second moment.</summary>
    /// <value>From 0 up to but not including 1; a number or a function. The default value is 0.999.</value>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public Hyperparameter AdamBeta2 { get; set; } = MuonDefaults.AdamBeta2;

    /// <summary>Keeps the AdamW step finite where gradients are zero.</summary>
    /// <value>A positive number. The default value is 1e-7.</value>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double Epsilon { get; set; } = MuonDefaults.Epsilon;

    /// <summary>
    /// Whether <see cref="Epsilon"/> is the "epsilon hat" of Kingma and Ba (arXiv 1412.6980, before section 2.1), added to
    /// the uncorrected root of the second moment, or the epsilon of their Algorithm 1, added after the bias correction.
    /// </summary>
    /// <value>The default value is <see langword="true"/>, as in Keras; PyTorch and KellerJordan/Muon use the other form.</value>
    public bool EpsilonHat { get; set; } = true;

    /// <summary>Gets or sets the name of the optimizer, which appears in its description and in errors.</summary>
    /// <value>Not empty. The default value is "muon".</value>
    public string Name { get; set; } = MuonDefaults.Name;
}
