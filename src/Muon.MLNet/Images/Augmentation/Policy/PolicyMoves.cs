namespace Muon.MLNet.Images.Augmentation.Policy;

/// <summary>The changes of place that the policy chooses from, as maps of pixels from the centre, from the result to what it was.</summary>
internal static class PolicyMoves
{
    private const double MostDegrees = 30, MostShear = 0.3, MostShift = 0.45;

    /// <summary>Gets the moves; their arguments are the strength and the size of the result.</summary>
    public static IReadOnlyList<Func<double, PictureSize, Affine>> All { get; } =
    [
        (strength, _) => Affine.Turn(MostDegrees * strength),
        (strength, _) => Affine.ShearX(MostShear * strength),
        (strength, _) => Affine.ShearY(MostShear * strength),
        (strength, size) => Affine.Shift(MostShift * strength * size.Width, 0),
        (strength, size) => Affine.Shift(0, MostShift * strength * size.Height),
    ];
}
