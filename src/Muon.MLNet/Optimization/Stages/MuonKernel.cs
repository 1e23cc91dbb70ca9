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
    /// <param name="gradient">(batch, rows, columns); overwritten.</param>
    /// <param name="mu">The momentum.</param>
    /// <returns>(batch, rows, columns): the orthogonalised momentum, to be multiplied by learning rate and shape factor.</returns>
    public Tensor Direction(Tensor momentum, Tensor gradient, double mu) =>
        _newtonSchulz.Orthogonalize(Accumulate(momentum, gradient, mu));

    /// <summary>What is orthogonalised: the new momentum, or with Nesterov's look-ahead the gradient's memory with that in it.</summary>
    internal Tensor Accumulate(Tensor momentum, Tensor gradient, double mu)
    {
        // M ← μ·M + s·g, with s = 1 for a running sum and 1 − μ for a running average.
        double s = _average ? 1 - mu : 1;
        momentum.TimesInPlace(mu).PlusInPlace(s, gradient);

        // Nesterov: G = μ·M + s·g with the new M, else G = M.
        if (!_nesterov)
        {
            return momentum;
        }

        return (_average ? gradient.TimesInPlace(s) : gradient).PlusInPlace(mu, momentum);
    }
}
