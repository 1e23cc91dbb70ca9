using System.Globalization;

namespace Muon.MLNet;

/// <content>What follows from the values.</content>
public sealed partial class ImageAugmentation
{
    private const double MostAlpha = 100;
    private const int MostOperations = 8;

    /// <summary>Gets whether pictures are sampled at other places than their pixels, even where their size stays.</summary>
    internal bool Moves => CropArea < 1 || Translation > 0 || Rotation > 0 || Zoom > 0 || PolicyOperations > 0;

    /// <summary>Gets whether some pictures are mirrored.</summary>
    internal bool Mirrors => HorizontalFlip || VerticalFlip;

    /// <summary>Gets whether pictures of a batch are mixed with each other.</summary>
    internal bool Mixes => Mixup > 0 || CutMix > 0;

    /// <summary>Lists what is on, for the log.</summary>
    public override string ToString()
    {
        List<string> parts = [];
        Add(parts, CropArea < 1, $"crops from {CropArea:0.###} of the area");
        Add(parts, HorizontalFlip, $"mirrored left to right");
        Add(parts, VerticalFlip, $"upside down");
        Add(parts, Translation > 0, $"shifts to {Translation:0.###}");
        Add(parts, Rotation > 0, $"turns to {Rotation:0.###}°");
        Add(parts, Zoom > 0, $"sizes to {1 + Zoom:0.###}x");
        Add(parts, ColorJitter > 0, $"colors to {ColorJitter:0.###}");
        Add(parts, PolicyOperations > 0, $"policy of {PolicyOperations} at {PolicyMagnitude:0.###}");
        Add(parts, RandomErasing > 0, $"erased with {RandomErasing:0.###}");
        Add(parts, Mixup > 0, $"mixup {Mixup:0.###}");
        Add(parts, CutMix > 0, $"CutMix {CutMix:0.###}");
        return parts.Count == 0 ? "none" : string.Join(", ", parts);
    }

    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    internal void Validate()
    {
        if (!(CropArea > 0 && CropArea <= 1))
        {
            throw new ArgumentOutOfRangeException(OptionName(nameof(CropArea)), CropArea, $"{OptionName(nameof(CropArea))} is {Text(CropArea)}; it must be above 0 and at most 1.");
        }

        Check(Translation, 1, nameof(Translation));
        Check(Rotation, 180, nameof(Rotation));
        Check(Zoom, 1, nameof(Zoom));
        Check(ColorJitter, 1, nameof(ColorJitter));
        Check(PolicyOperations, MostOperations, nameof(PolicyOperations));
        Check(PolicyMagnitude, 1, nameof(PolicyMagnitude));
        Check(Mixup, MostAlpha, nameof(Mixup));
        Check(CutMix, MostAlpha, nameof(CutMix));
        Check(RandomErasing, 1, nameof(RandomErasing));
    }

    private static void Add(List<string> parts, bool isOn, FormattableString text)
    {
        if (isOn)
        {
            parts.Add(text.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void Check(double value, double most, string option)
    {
        if (!(value >= 0 && value <= most))
        {
            throw new ArgumentOutOfRangeException(OptionName(option), value, $"{OptionName(option)} is {Text(value)}; it must be from 0 to {Text(most)}.");
        }
    }

    private static string OptionName(string option) => $"Augmentation.{option}";

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
