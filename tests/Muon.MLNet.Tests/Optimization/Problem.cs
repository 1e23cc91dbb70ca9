using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Optimization;

/// <summary>A small optimisation problem with a network and a loss.</summary>
internal sealed class Problem : IDisposable
{
    private readonly Func<Tensor> _loss;

    private Problem(nn.Module network, Func<Tensor> loss)
    {
        Network = network;
        _loss = loss;
    }

    public nn.Module Network { get; }

    public Tensor Loss() => _loss();

    public static Problem Create(string name, ScalarType type = ScalarType.Float32)
    {
        manual_seed(11);
        return name switch
        {
            "parabola" => Parabola(type),
            "matrix regression" => MatrixRegression(type),
            "two layers" => TwoLayers(type),
            "Rosenbrock" => Rosenbrock(type),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }

    /// <summary>One step of training.</summary>
    /// <returns>The loss before it.</returns>
    public double Train(MuonOptimizer optimizer)
    {
        using DisposeScope scope = NewDisposeScope();
        optimizer.zero_grad();
        Tensor loss = Loss();
        loss.mul((Scalar)optimizer.LossScale).backward();
        optimizer.step();
        return loss.to(ScalarType.Float64).item<double>();
    }

    public double[] Weights()
    {
        using DisposeScope scope = NewDisposeScope();
        return [.. Network.parameters().SelectMany(parameter =>
            parameter.detach().to(ScalarType.Float64).reshape(-1).data<double>().ToArray())];
    }

    public void Dispose() => Network.Dispose();

    // The same numbers, up to rounding, in every type.
    private static Tensor Draw(ScalarType type, params long[] shape) => randn(shape).to(type);

    // Σ (1 − x)² + 100·(y − x²)² over pairs of entries: the left half of a matrix holds every x, the right half every y.
    private static Problem Rosenbrock(ScalarType type)
    {
        var bag = new ParameterBag(("matrix", zeros(8, 6, dtype: type)), ("vector", zeros(4, dtype: type)));
        return new Problem(bag, () => Valley(bag.Get("matrix"), 3) + Valley(bag.Get("vector").unsqueeze(0), 2));

        static Tensor Valley(Tensor pairs, long half)
        {
            Tensor x = pairs.narrow(1, 0, half);
            Tensor off = pairs.narrow(1, half, half).sub(x.square());
            return x.sub((Scalar)1).square().sum() + off.square().sum().mul((Scalar)100);
        }
    }

    // ‖W − C‖² + ‖b − d‖²: a matrix and a vector to be found.
    private static Problem Parabola(ScalarType type)
    {
        Tensor centre = Draw(type, 6, 8);
        Tensor shift = Draw(type, 5);
        var bag = new ParameterBag(("matrix", zeros(6, 8, dtype: type)), ("vector", zeros(5, dtype: type)));
        return new Problem(bag, () =>
            bag.Get("matrix").sub(centre).square().sum() + bag.Get("vector").sub(shift).square().sum());
    }

    // Y = X·Aᵀ + c with a hidden matrix of rank 3.
    private static Problem MatrixRegression(ScalarType type)
    {
        Tensor x = Draw(type, 64, 10);
        Tensor y = x.matmul(Draw(type, 10, 3)).matmul(Draw(type, 3, 8)).div((Scalar)3).add((Scalar)0.3);
        var bag = new ParameterBag(("w", zeros(8, 10, dtype: type)), ("bias", zeros(8, dtype: type)));
        return new Problem(bag, () =>
            x.matmul(bag.Get("w").t()).add(bag.Get("bias")).sub(y).square().mean());
    }

    private static Problem TwoLayers(ScalarType type)
    {
        Tensor x = Draw(type, 128, 6);
        Tensor y = x[TensorIndex.Colon, 0].mul(x[TensorIndex.Colon, 1]).unsqueeze(1);
        var bag = new ParameterBag(
            ("first.weight", Draw(type, 32, 6).mul((Scalar)0.4)),
            ("first.bias", zeros(32, dtype: type)),
            ("second.weight", Draw(type, 32, 32).mul((Scalar)0.2)),
            ("second.bias", zeros(32, dtype: type)),
            ("third.weight", Draw(type, 1, 32).mul((Scalar)0.2)));
        return new Problem(bag, () =>
        {
            Tensor h = x.matmul(bag.Get("first.weight").t()).add(bag.Get("first.bias")).relu();
            h = h.matmul(bag.Get("second.weight").t()).add(bag.Get("second.bias")).relu();
            return h.matmul(bag.Get("third.weight").t()).sub(y).square().mean();
        });
    }
}
