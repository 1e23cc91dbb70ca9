using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Benchmarks.Optimizer;

/// <summary>
/// The reference in TorchSharp: parameter by parameter and line by line as the formulas of Muon (K. Jordan; scaled as in
/// Moonlight) and AdamW are written.
/// </summary>
internal sealed class EagerMuon : IDisposable
{
    private const double LearningRate = 0.001, Decay = 0.1, Momentum = 0.95, Beta1 = 0.9, Beta2 = 0.95, Epsilon = 1e-8;

    private readonly List<(Parameter Weight, bool IsMuon, Tensor First, Tensor? Second)> _parameters = [];
    private int _step;

    public EagerMuon(nn.Module network, RoutingReport routing)
    {
        Dictionary<string, UpdateRule> rules = routing.Rows.ToDictionary(row => row.Path, row => row.Rule, StringComparer.Ordinal);
        foreach ((string name, Parameter weight) in network.named_parameters())
        {
            bool isMuon = rules[name] is UpdateRule.Muon;
            _parameters.Add((weight, isMuon, Zeros(weight), isMuon ? null : Zeros(weight)));
        }
    }

    public void Step(ScalarType precision)
    {
        using IDisposable noGradients = no_grad();
        _step++;
        foreach ((Parameter weight, bool isMuon, Tensor first, Tensor? second) in _parameters)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor gradient = weight.grad!;
            using Scalar keep = 1 - (LearningRate * Decay);
            weight.mul_(keep);
            if (isMuon)
            {
                MuonStep(weight, gradient, first, precision);
            }
            else
            {
                AdamWStep(weight, gradient, first, second!);
            }
        }
    }

    public void Dispose() => _parameters.ForEach(parameter =>
    {
        parameter.First.Dispose();
        parameter.Second?.Dispose();
    });

    private static void MuonStep(Tensor weight, Tensor gradient, Tensor momentum, ScalarType precision)
    {
        using Scalar mu = Momentum;
        momentum.mul_(mu).add_(gradient);
        Tensor update = gradient.add(momentum.mul(mu)).view(weight.size(0), -1);
        update = Orthogonalize(update, precision).to(weight.dtype);
        using Scalar rate = -LearningRate * 0.2 * Math.Sqrt(Math.Max(update.size(0), update.size(1)));
        weight.add_(update.reshape(weight.shape), alpha: rate);
    }

    private static Tensor Orthogonalize(Tensor matrix, ScalarType precision)
    {
        using Scalar a = 3.4445, b = -4.7750, c = 2.0315, guard = 1e-7;
        Tensor x = matrix.to(precision);
        bool tall = x.size(0) > x.size(1);
        x = tall ? x.t() : x;
        x = x.div(x.norm().add(guard));
        for (int i = 0; i < 5; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor gram = x.mm(x.t());
            Tensor polynomial = gram.mul(b).add(gram.mul(c).mm(gram));
            x = x.mul(a).add(polynomial.mm(x)).MoveToOuterDisposeScope();
        }

        return tall ? x.t() : x;
    }

    private void AdamWStep(Tensor weight, Tensor gradient, Tensor first, Tensor second)
    {
        using Scalar beta1 = Beta1, rest1 = 1 - Beta1, beta2 = Beta2, rest2 = 1 - Beta2, epsilon = Epsilon;
        using Scalar correction = Math.Sqrt(1 - Math.Pow(Beta2, _step));
        using Scalar rate = -LearningRate / (1 - Math.Pow(Beta1, _step));
        first.mul_(beta1).add_(gradient, alpha: rest1);
        second.mul_(beta2).addcmul_(gradient, gradient, rest2);
        weight.addcdiv_(first, second.sqrt().div_(correction).add_(epsilon), rate);
    }

    private static Tensor Zeros(Tensor like) => zeros(like.shape, like.dtype, like.device).DetachFromDisposeScope();
}
