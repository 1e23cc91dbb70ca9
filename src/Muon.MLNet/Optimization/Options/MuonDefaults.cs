namespace Muon.MLNet;

/// <summary>The numbers of the Keras 3.12 <c>Muon</c> optimizer, which are the defaults of <see cref="MuonOptions"/>.</summary>
internal static class MuonDefaults
{
    public const double LearningRate = 0.001;
    public const double AdamBeta1 = 0.9;
    public const double AdamBeta2 = 0.999;
    public const double Epsilon = 1e-7;
    public const double WeightDecay = 0.1;
    public const double EmaMomentum = 0.99;
    public const string Name = "muon";
    public const double MuonA = 3.4445;
    public const double MuonB = -4.775;
    public const double MuonC = 2.0315;
    public const double AdamLrRatio = 0.1;
    public const double Momentum = 0.95;
    public const int NsSteps = 6;
    public const int MaximumNsSteps = 100;
    public const double RmsRate = 0.2;
    public const double NorMuonBeta2 = 0.95;

    /// <summary>Added to the Frobenius norm before the division; it is not <see cref="Epsilon"/>.</summary>
    public const double NormGuard = 1e-7;

    /// <summary>A matrix with a shorter side than this has too few directions to be worth orthogonalising.</summary>
    public const long MinimumSide = 4;
}
