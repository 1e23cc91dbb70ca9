using System.Globalization;

namespace Muon.MLNet.Training.Continuation;

/// <summary>Gathers what options say otherwise than the model from which training goes on. An option at its default value says nothing.</summary>
internal sealed class ModelAgreement
{
    private readonly List<string> _differences = [];

    /// <param name="option">The option's name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="byDefault">Its default value.</param>
    /// <param name="model">The value in the model.</param>
    public ModelAgreement Option<T>(string option, T value, T byDefault, T model) =>
        EqualityComparer<T>.Default.Equals(value, byDefault) ? this : Same(option, value, model);

    /// <summary>The same for what has no default value.</summary>
    public ModelAgreement Same<T>(string option, T value, T model)
    {
        if (!EqualityComparer<T>.Default.Equals(value, model))
        {
            _differences.Add(string.Create(CultureInfo.InvariantCulture, $"{option} is {Text(model)} in the model and {Text(value)} in the options"));
        }

        return this;
    }

    /// <exception cref="ArgumentException">Something differs; the message names it all.</exception>
    public void Require()
    {
        if (_differences.Count > 0)
        {
            throw new ArgumentException(
                $"Training cannot continue from the previous model: {string.Join("; ", _differences)}. Leave these options at their default values, to take the model's, or train a new model with Fit(data).", "previousModel");
        }
    }

    private static string Text<T>(T value) => value is null ? "null" : string.Create(CultureInfo.InvariantCulture, $"{value}");
}
