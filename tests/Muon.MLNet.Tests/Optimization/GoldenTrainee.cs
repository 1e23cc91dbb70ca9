using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Optimization;

/// <summary>The variables of a case as a network in float64, with its optimizer.</summary>
internal sealed class GoldenTrainee : IDisposable
{
    private readonly ParameterBag _network = new();
    private readonly Parameter[] _parameters;
    private readonly double _lossScale;

    public GoldenTrainee(GoldenCase golden, MuonOptions options)
    {
        _lossScale = options.LossScaleFactor ?? 1;
        _parameters = [.. golden.Variables.Select(variable =>
            _network.Add(variable.Path, tensor(variable.Initial, dtype: ScalarType.Float64).reshape(variable.Shape)))];
        Optimizer = new MuonOptimizer(_network, options);
    }

    public MuonOptimizer Optimizer { get; }

    public double[][] Weights => Array.ConvertAll(_parameters, parameter =>
    {
        using Tensor flat = parameter.detach().reshape(-1);
        return flat.data<double>().ToArray();
    });

    public void Step(double[]?[] gradients)
    {
        using DisposeScope scope = NewDisposeScope();
        _network.zero_grad();
        for (int i = 0; i < _parameters.Length; i++)
        {
            if (gradients[i] is { } gradient)
            {
                // d/dW sum(W·g) = g
                Tensor weights = tensor(gradient, dtype: ScalarType.Float64).mul((Scalar)_lossScale).reshape(_parameters[i].shape);
                _parameters[i].mul(weights).sum().backward();
            }
        }

        Optimizer.step();
    }

    public void Assign(double[]?[] values)
    {
        using DisposeScope scope = NewDisposeScope();
        using (no_grad())
        {
            for (int i = 0; i < _parameters.Length; i++)
            {
                _parameters[i].copy_(tensor(values[i]!, dtype: ScalarType.Float64).reshape(_parameters[i].shape));
            }
        }
    }

    public void Dispose()
    {
        Optimizer.Dispose();
        _network.Dispose();
    }
}
