using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Training;

/// <summary>Whether weights and gradients are finite, and which of them is not.</summary>
internal static class FiniteCheck
{
    /// <summary>
    /// A number that is finite when all gradients are: their sum, float64. It may overflow where they are finite, so that a look at each
    /// has to follow. It stays on the device, to be read together with other numbers.
    /// </summary>
    /// <param name="parameters">The parameters; those without a gradient count for nothing.</param>
    /// <param name="device">Where the sum is when there is no gradient at all.</param>
    public static Tensor SumOfGradients(IEnumerable<(string Name, Parameter Parameter)> parameters, Device device)
    {
        Tensor[] sums = [.. parameters.Select(named => named.Parameter.grad).OfType<Tensor>().Select(gradient => Values(gradient).sum().to(ScalarType.Float64))];
        return sums.Length == 0 ? zeros([], ScalarType.Float64, device) : stack(sums).sum();
    }

    /// <summary>The name of the first tensor with a number that is not finite, or <see langword="null"/>.</summary>
    /// <param name="tensors">Parameters and buffers; those of whole numbers are always finite.</param>
    public static string? FirstNotFinite(IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        foreach ((string name, Tensor value) in tensors)
        {
            if (value.is_floating_point() && !IsFinite(value))
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>The parameter whose gradient has the entry of the largest magnitude; NaN is larger than any number.</summary>
    /// <param name="parameters">The parameters by name; those without a gradient are passed over.</param>
    /// <returns>The name, and the magnitude; <see langword="null"/> where there is no gradient.</returns>
    public static (string Name, double Magnitude)? LargestGradient(IEnumerable<(string Name, Parameter Parameter)> parameters)
    {
        (string Name, double Magnitude)? largest = null;
        foreach ((string name, Parameter parameter) in parameters)
        {
            if (parameter.grad is { } gradient && Values(gradient) is var values && values.numel() > 0)
            {
                using DisposeScope scope = NewDisposeScope();
                double magnitude = values.abs().max().to(ScalarType.Float64).item<double>();
                if (largest is not { } other || magnitude > other.Magnitude || (double.IsNaN(magnitude) && !double.IsNaN(other.Magnitude)))
                {
                    largest = (name, magnitude);
                }
            }
        }

        return largest;
    }

    /// <summary>Whether every entry is finite: asked where a sum is not, which may have overflowed.</summary>
    public static bool IsFinite(Tensor tensor)
    {
        using DisposeScope scope = NewDisposeScope();
        return double.IsFinite(tensor.sum().to(ScalarType.Float64).item<double>()) || tensor.isfinite().all().item<bool>();
    }

    /// <summary>Whether every entry of every gradient is finite.</summary>
    public static bool AreFinite(IEnumerable<(string Name, Parameter Parameter)> parameters) =>
        parameters.Select(named => named.Parameter.grad).OfType<Tensor>().All(gradient => IsFinite(Values(gradient)));

    private static Tensor Values(Tensor gradient) => gradient.is_sparse ? gradient.SparseValues : gradient;
}
