using Muon.MLNet.Cli.Options;
using Muon.MLNet.Cli.Training;

namespace Muon.MLNet.Cli.Sweeps;

/// <summary>The values of a request that a sweep may try, by names of options without the dashes.</summary>
internal static class SweptValues
{
    /// <summary>What was given as text; <see langword="null"/> for nothing.</summary>
    public static string? Given(TrainingRequest request, string option) => option switch
    {
        "epochs" => Text(request.Epochs),
        "batch-size" => Text(request.BatchSize),
        "label-smoothing" => Text(request.LabelSmoothing),
        "augmentation-strength" => Text(request.AugmentationStrength),
        "token-dropout" => Text(request.TokenDropout),
        "width" => Text(request.Width),
        "architecture" => request.Architecture,
        _ => request.Muon.GetValueOrDefault(option),
    };

    /// <summary>The request with another value.</summary>
    public static TrainingRequest With(TrainingRequest request, string option, object? value) => option switch
    {
        "epochs" => request with { Epochs = (int)value! },
        "batch-size" => request with { BatchSize = (int)value! },
        "label-smoothing" => request with { LabelSmoothing = (double)value! },
        "augmentation-strength" => request with { AugmentationStrength = (double)value! },
        "token-dropout" => request with { TokenDropout = (double)value! },
        "width" => request with { Width = (int)value! },
        "architecture" => request with { Architecture = OptionText.Write(value) },
        _ => request with { Muon = new Dictionary<string, string>(request.Muon, StringComparer.Ordinal) { [option] = OptionText.Write(value) } },
    };

    private static string? Text(object? value) => value is null ? null : OptionText.Write(value);
}
