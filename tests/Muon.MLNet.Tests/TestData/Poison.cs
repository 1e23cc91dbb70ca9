namespace Muon.MLNet.Tests.TestData;

/// <summary>What is not finite in the training pass in which <see cref="PoisonedNetwork"/> goes wrong.</summary>
public enum Poison
{
    /// <summary>The loss, NaN, and with it the gradients.</summary>
    Loss,

    /// <summary>The gradient of the parameter <c>poisoned</c> alone.</summary>
    Gradient,

    /// <summary>The buffer <c>statistic</c>, which no loss depends on.</summary>
    Statistic,
}
