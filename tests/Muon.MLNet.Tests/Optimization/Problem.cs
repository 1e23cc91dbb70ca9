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

    // ‖W − C‖² + ‖b − d‖²: a matrix and a vector to be found.
    private static Problem Parabola(ScalarType type)
    {
        Tensor centre = randn(6, 8, dtype: type);
        Tensor shift = randn(5, dtype: type);
        var bag = new ParameterBag(("matrix", zeros(6, 8, dtype: type)), ("vector", zeros(5, dtype: type)));
        return new Problem(bag, () =>
            bag.Get("matrix").sub(centre).square().sum() + bag.Get("vector").sub(shift).square().sum());
    }

    // Y = X·Aᵀ + c with a hidden matrix of rank 3.
    private static Problem MatrixRegression(ScalarType type)
    {
        Tensor x = randn(64, 10, dtype: type);
        Tensor y = x.matmul(randn(10, 3, dtype: type)).matmul(randn(3, 8, dtype: type)).div((Scalar)3).add((Scalar)0.3);
        var bag = new ParameterBag(("w", zeros(8, 10, dtype: type)), ("bias", zeros(8, dtype: type)));
        return new Problem(bag, () =>
            x.matmul(bag.Get("w").t()).add(bag.Get("bias")).sub(y).square().mean());
    }

    private static Problem TwoLayers(ScalarType type)
    {
        Tensor x = randn(128, 6, dtype: type);
        Tensor y = x[TensorIndex.Colon, 0].mul(x[TensorIndex.Colon, 1]).unsqueeze(1);
        var bag = new ParameterBag(
            ("first.weight", randn(32, 6, dtype: type).mul((Scalar)0.4)),
            ("first.bias", zeros(32, dtype: type)),
            ("second.weight", randn(32, 32, dtype: type).mul((Scalar)0.2)),
            ("second.bias", zeros(32, dtype: type)),
            ("third.weight", randn(1, 32, dtype: type).mul((Scalar)0.2)));
        return new Problem(bag, () =>
        {
            Tensor h = x.matmul(bag.Get("first.weight").t()).add(bag.Get("first.bias")).relu();
            h = h.matmul(bag.Get("second.weight").t()).add(bag.Get("second.bias")).relu();
            return h.matmul(bag.Get("third.weight").t()).sub(y).square().mean();
        });
    }
}
