namespace Muon.MLNet;

/// <summary>How the division of a matrix by its Frobenius norm is kept finite for the zero matrix.</summary>
public enum NormGuard
{
    /// <summary><c>X / (‖X‖ + 1e-7)</c>: Keras and KellerJordan/Muon.</summary>
    Added,

    /// <summary><c>X / max(‖X‖, 1e-7)</c>: <c>torch.optim.Muon</c>.</summary>
    Minimum,
}
