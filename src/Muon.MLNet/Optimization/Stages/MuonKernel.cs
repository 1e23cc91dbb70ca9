using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>The arithmetic of one Muon step on matrices of one shape.</summary>
internal sealed class MuonKernel(MuonOptions options)
{
    private readonly NewtonSchulz _newtonSchulz = new(NewtonSchulzSettings.From(options));
    private readonly bool _nesterov = options.Nesterov;
    private readonly bool _average = options.AverageMomentum;

    /// <summary>The direction of the update.</summary>
    /// <param name="momentum">(batch, rows, columns); updated.</param>
    /// <param name="gradient">(batch, rows, columns); unchanged.</param>
    /// <param name="mu">The momentum.</param>
    /// <returns>(batch, rows, columns): the orthogonalised momentum, to be multiplied by learning rate and shape factor.</returns>
    public Tensor Direction(Tensor momentum, Tensor gradient, double mu)
    {
        // M ← μ·M + s·g, with s = 1 for a running sum and 1 − μ for a running average.
        double s = _average ? 1 - mu : 1;
        momentum.TimesInPlace(mu).PlusInPlace(s, gradient);

        // Nesterov: G = μ·M + s·g with the new M, else G = M.
        Tensor ahead = _nesterov ? momentum.Times(mu).PlusInPlace(s, gradient) : momentum;
        return _newtonSchulz.Orthogonalize(ahead);
    }
}
