using System.Globalization;

namespace Muon.MLNet;

/// <summary>A number of an optimizer: fixed, or read from a function of the user's at every step.</summary>
/// <example><c>options.Momentum = 0.95;</c> or <c>options.Momentum = (Func&lt;double&gt;)(() =&gt; warmup.Value);</c></example>
public readonly struct Hyperparameter : IEquatable<Hyperparameter>, IFormattable
{
    private readonly double _constant;
    private readonly Func<double>? _function;

    /// <summary>A fixed number.</summary>
    /// <param name="value">The number.</param>
    public Hyperparameter(double value) => _constant = value;

    /// <summary>A number that may change from step to step.</summary>
    /// <param name="function">Called each time the number is needed.</param>
    public Hyperparameter(Func<double> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        _function = function;
    }

    /// <summary>The number now: the constant, or what the function returns.</summary>
    public double Value => _function?.Invoke() ?? _constant;

    /// <summary>Whether the number can not change.</summary>
    public bool IsConstant => _function is null;

    /// <summary>A fixed number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Hyperparameter(double value) => new(value);

    /// <summary>A number that may change from step to step.</summary>
    /// <param name="function">Called each time the number is needed.</param>
    public static implicit operator Hyperparameter(Func<double> function) => new(function);

    /// <summary>Whether both hold the same number or the same function.</summary>
    /// <param name="left">One of the two.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Hyperparameter left, Hyperparameter right) => left.Equals(right);

    /// <summary>Whether the two hold different numbers or functions.</summary>
    /// <param name="left">One of the two.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Hyperparameter left, Hyperparameter right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Hyperparameter other) => _constant.Equals(other._constant) && _function == other._function;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Hyperparameter other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_constant, _function);

    /// <inheritdoc/>
    public override string ToString() => ToString(format: null, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => Value.ToString(format, formatProvider);
}
