using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>
/// The hybrid optimizer: Muon (momentum, orthogonalised by Newton–Schulz steps) for hidden weight matrices and filters, AdamW
/// for everything else. Works on any TorchSharp module.
/// </summary>
/// <remarks>
/// <para>Each step runs these stages in order: unscale, accumulate, clip, weight decay, update, average.</para>
/// <para>
/// A parameter without a gradient keeps its value and its state. Which parameter takes which step is decided when the
/// optimizer is built (see <see cref="Routing"/>) and never again; so move the module to its device and freeze what is to
/// stay frozen before.
/// </para>
/// <para>
/// TorchSharp's learning-rate schedulers work on this optimizer. With a number as <see cref="MuonOptions.LearningRate"/> the
/// learning rate is always that of the parameter group. With a schedule or a function, that decides until something else
/// sets the learning rate of the group; from then on the group decides.
/// </para>
/// <para>
/// State is saved and restored by <c>state_dict</c> and <c>save_state_dict</c> as for TorchSharp's own optimizers; training
/// continues bit for bit. A network that moves to another device or type afterwards needs a new optimizer, which takes the
/// state over that was saved before the move; steps of the old one are refused.
/// </para>
/// <para>
/// Sources: Keller Jordan, https://kellerjordan.github.io/posts/muon; Keras's <c>Muon</c>, whose order of stages and arithmetic
/// this follows.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// using var optimizer = new MuonOptimizer(network, new MuonOptions { LearningRate = 0.02 });
/// optimizer.zero_grad();
/// loss.backward();
/// optimizer.step();
/// </code>
/// </example>
public sealed partial class MuonOptimizer : OptimizerHelper
{
    private readonly MuonOptions _options;
    private readonly ParamGroup<MuonGroupOptions> _group;
    private readonly TrainedParameter[] _trained;
    private readonly ParameterState[] _states;
    private readonly Bucket[] _buckets;
    private readonly AdamWMoments[] _moments;
    private readonly bool _changesGradients;
    private StepPlan? _plan;

    /// <summary>Decides the step of every parameter of a network, and allocates state for those that are trained.</summary>
    /// <param name="network">The network.</param>
    /// <param name="options">Settings, copied; <see langword="null"/> for the defaults.</param>
    /// <param name="head">
    /// The module, inside <paramref name="network"/>, that computes the final output and is trained by AdamW.
    /// <see langword="null"/> for the last <c>Linear</c> or convolution in the order of registration. Ignored unless
    /// <see cref="MuonOptions.RouteByStructure"/> is set.
    /// </param>
    /// <exception cref="ArgumentNullException">There is no network.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="ArgumentException">
    /// Options exclude each other, <paramref name="head"/> is no part of the network, or no parameter is trained.
    /// </exception>
    public MuonOptimizer(nn.Module network, MuonOptions? options = null, nn.Module? head = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        _options = options?.Clone() ?? new MuonOptions();
        _options.Validate();
        _changesGradients = _options is not
        {
            ClipNorm: null, ClipValue: null, GlobalClipNorm: null,
            GradientAccumulationSteps: null, LossScaleFactor: null, DynamicLossScaling: false,
        };
        (Routing, (Parameter Parameter, RoutingRow Row)[] trained) = Route(network, _options, head);

        _trained = [.. trained.Select(item => new TrainedParameter(
            item.Parameter, item.Row, new ParameterState(item.Parameter, item.Row.Path, _options)))];
        _states = [.. _trained.Select(parameter => parameter.State)];
        (_buckets, _moments) = BucketPlanner.Plan(_trained, _options);

        double learningRate = Check(_options.LearningRate.GetLearningRate(0));
        _group = new ParamGroup<MuonGroupOptions>(_trained.Select(parameter => parameter.Value), new MuonGroupOptions
        {
            LearningRate = learningRate,
            InitialLearningRate = learningRate,
            Scheduled = learningRate,
            LossScale = _options.DynamicLossScaling ? DynamicLossScale.Initial : 1,
        });
        _defaults = _group.Options;
        _parameter_groups = [_group];
        foreach (TrainedParameter parameter in _trained)
        {
            _state[parameter.Value.Handle] = parameter.State;
        }
    }

    /// <summary>Which parameter takes which step, and why.</summary>
    public RoutingReport Routing { get; }

    /// <summary>The name that the options give.</summary>
    public string Name => _options.Name;

    /// <summary>The number of updates made; under accumulation several calls of <see cref="step"/> make one.</summary>
    public long Iterations => _group.Options.Steps / Accumulation;

    /// <summary>The learning rate that the next step uses.</summary>
    /// <exception cref="InvalidOperationException">The schedule gave a negative number, or one that is not finite.</exception>
    public double LearningRate
    {
        get
        {
            // A value that the schedule did not write was set from outside, and stays in force.
            bool outside = _options.LearningRate is ConstantLearningRate || _group.LearningRate != _group.Options.Scheduled;
            return Check(outside ? _group.LearningRate : _options.LearningRate.GetLearningRate(_group.Options.Steps));
        }
    }

    /// <summary>What each loss is to be multiplied by before <c>backward</c>.</summary>
    /// <value>
    /// <see cref="MuonOptions.LossScaleFactor"/>, or 1; with <see cref="MuonOptions.DynamicLossScaling"/> a number that
    /// changes, to be read anew for every loss.
    /// </value>
    public double LossScale => _options.DynamicLossScaling ? _group.Options.LossScale : _options.LossScaleFactor ?? 1;

    /// <summary>Whether the last call of <see cref="step"/> changed nothing, because a gradient was not finite.</summary>
    /// <value>Always <see langword="false"/> without <see cref="MuonOptions.DynamicLossScaling"/>.</value>
    public bool LastStepSkipped { get; private set; }

    /// <summary>Called after a step that was skipped, see <see cref="MuonOptions.DynamicLossScaling"/>.</summary>
    /// <value>The default value is <see langword="null"/>.</value>
    public Action<SkippedStepArguments>? OnStepSkipped { get; set; }

    /// <summary>Whether a step whose gradients are not finite would be skipped, and the next one made at a smaller loss scale.</summary>
    internal bool SkipsStepsThatAreNotFinite => _options.DynamicLossScaling && _group.Options.LossScale > DynamicLossScale.Smallest;

    /// <summary>The bytes of the state: moments, accumulated gradients and averages.</summary>
    internal long StateBytes => _states.Sum(state => state.Bytes);

    /// <summary>The bytes of memory that steps work in, besides the state; 0 before the first step.</summary>
    internal long ScratchBytes => _plan?.ScratchBytes ?? 0;

    /// <summary>Whether the last step updated parameters side by side on several cores.</summary>
    internal bool StepsSideBySide => _plan?.SideBySide ?? false;

    private int Accumulation => _options.GradientAccumulationSteps ?? 1;

    /// <summary>Overwrites the trained parameters with their moving average; to be called at the end of training.</summary>
    /// <remarks>Does nothing without <see cref="MuonOptions.UseEma"/> or before the first step.</remarks>
    public void FinalizeWeights()
    {
        if (_options.UseEma && _group.Options.Steps > 0)
        {
            using (no_grad())
            {
                WeightAveraging.Overwrite(_trained);
            }
        }
    }

    /// <summary>Not supported: which parameter takes which step is decided from the network, once.</summary>
    /// <param name="param_group">Ignored.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void add_param_group(ParamGroup param_group) =>
        throw new NotSupportedException("Parameters cannot be added to a MuonOptimizer; build a new one for the whole network.");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _plan?.Dispose();
            foreach (IDisposable owned in _states.Concat<IDisposable>(_buckets).Concat(_moments))
            {
                owned.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private static (RoutingReport Report, (Parameter Parameter, RoutingRow Row)[] Trained) Route(
        nn.Module network, MuonOptions options, nn.Module? head)
    {
        var router = new Router(network, options, head);
        var seen = new HashSet<IntPtr>();
        var all = new List<(Parameter Parameter, RoutingRow Row)>();
        foreach ((string path, Parameter parameter) in network.named_parameters())
        {
            // A shared parameter is trained once, under the first of its paths.
            if (seen.Add(parameter.Handle))
            {
                all.Add((parameter, router.Route(path, parameter)));
            }
        }

        (Parameter Parameter, RoutingRow Row)[] trained = [.. all.Where(item => item.Row.Rule is not UpdateRule.None)];
        return trained.Length > 0
            ? (new RoutingReport([.. all.Select(item => item.Row)]), trained)
            : throw new ArgumentException("The network has no parameter that is to be trained.", nameof(network));
    }

    private static double Check(double learningRate) => learningRate >= 0 && double.IsFinite(learningRate)
        ? learningRate
        : throw new InvalidOperationException($"The learning rate is {learningRate}; it must be finite and at least 0.");
}
