namespace Muon.MLNet.AutoML;

/// <summary>What the parameters of both trainers have in common.</summary>
internal static class SweptOptions
{
    /// <summary>A copy of the options whose optimizer has the swept settings.</summary>
    public static TOptions Of<TOptions>(TOptions basis, double learningRate, MuonSearchSpace muon)
        where TOptions : MuonTrainerOptions
    {
        TOptions options = CopyOf(basis);
        options.PeakLearningRate = learningRate;
        options.AdjustMuon = basis.AdjustMuon + muon.Apply;
        return options;
    }

    /// <summary>The value of a member: that of the basis where the space does not hold the member and nobody set it.</summary>
    /// <param name="swept">The members that the space holds.</param>
    /// <param name="member">The member's name.</param>
    /// <param name="value">Its value in the trial.</param>
    /// <param name="byDefault">Its default value.</param>
    /// <param name="basis">Its value in the basis.</param>
    public static T Choose<T>(ICollection<string> swept, string member, T value, T byDefault, T basis) =>
        IsLeft(swept, member, value, byDefault) ? basis : value;

    /// <summary>Whether the space does not hold a member and nobody set it.</summary>
    public static bool IsLeft<T>(ICollection<string> swept, string member, T value, T byDefault) =>
        EqualityComparer<T>.Default.Equals(value, byDefault) && !swept.Contains(member);

    /// <summary>A copy that later changes of the options do not reach.</summary>
    /// <exception cref="ArgumentException">The options hold settings of the optimizer, which a sweep would overwrite.</exception>
    public static TOptions CopyOf<TOptions>(TOptions options)
        where TOptions : MuonTrainerOptions => options.Muon is null
        ? (TOptions)options.Copy()
        : throw new ArgumentException(
            "Muon is set, but a sweep tries settings of the optimizer itself. Leave Muon null; or sweep a class of your own with CreateSweepableEstimator, and build MuonOptions from it.", nameof(options));
}
