using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.TestData;

/// <summary>A network for 8×8 pictures whose numbers are sound until one training pass, counted from 1.</summary>
internal sealed class PoisonedNetwork : nn.Module<Tensor, Tensor>
{
    private readonly Linear inner;
    private readonly Linear outer;
    private readonly Parameter poisoned;
    private readonly Tensor statistic;
    private readonly int _pass;
    private readonly Poison _poison;
    private int _passes;

    /// <param name="classes">The number of classes.</param>
    /// <param name="pass">The training pass that goes wrong; no other does.</param>
    /// <param name="poison">What is not finite in it.</param>
    public PoisonedNetwork(int classes, int pass, Poison poison)
        : base(nameof(PoisonedNetwork))
    {
        (_pass, _poison) = (pass, poison);
        inner = nn.Linear(64, 16);
        outer = nn.Linear(16, classes);
        poisoned = nn.Parameter(zeros(1));
        statistic = zeros(1);
        register_buffer(nameof(statistic), statistic);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = outer.forward(inner.forward(input.flatten(1)).relu());
        return (training && ++_passes == _pass ? Spoil(logits) : logits).MoveToOuterDisposeScope();
    }

    private Tensor Spoil(Tensor logits)
    {
        switch (_poison)
        {
            case Poison.Loss:
                return logits + ((poisoned + 1) * float.NaN);
            case Poison.Gradient:
                return logits + poisoned.sqrt(); // The value is 0 at 0, and the slope infinite.
            default:
                statistic.fill_(float.PositiveInfinity);
                return logits;
        }
    }
}
