namespace Muon.MLNet.Images.Explanation;

/// <summary>
/// Colours from dark violet over red to light yellow. Each is lighter than the one before, so that their order is seen without a
/// legend, in grey, and by those who do not see all colours.
/// </summary>
internal static class HeatColors
{
    private static readonly HeatColor[] Anchors =
        [new(36, 12, 70), new(104, 24, 110), new(170, 44, 96), new(222, 90, 58), new(246, 160, 44), new(252, 238, 130)];

    /// <param name="heat">From 0 to 1.</param>
    public static HeatColor Of(float heat)
    {
        float place = Math.Clamp(heat, 0, 1) * (Anchors.Length - 1);
        int first = Math.Min((int)place, Anchors.Length - 2);
        (HeatColor colder, HeatColor hotter, float share) = (Anchors[first], Anchors[first + 1], place - first);
        return new HeatColor(
            float.Lerp(colder.Red, hotter.Red, share),
            float.Lerp(colder.Green, hotter.Green, share),
            float.Lerp(colder.Blue, hotter.Blue, share));
    }
}
