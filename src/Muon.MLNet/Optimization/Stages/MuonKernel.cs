using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>The arithmetic of one Muon step on matrices of one shape.</summary>
internal sealed class MuonKernel(MuonOptions options)
{
    private readonly bool _nesterov = options.Nesterov;
    private readonly bool _average = options.AverageMomentum;

    /// <summary>The orthogonalisation.</summary>
    public NewtonSchulz NewtonSchulz { get; } = new(NewtonSchulzSettings.From(options));

    /// <summary>The direction of the update, for a stack of matrices.</summary>
    /// <param name="momentum">(batch, rows, columns); updated.</param>
    /// <param name="gradient">(batch, rows, columns); unchanged.</param>
    /// <param name="mu">The momentum.</param>
    /// <returns>(batch, rows, columns): the orthogonalised momentum, to be multiplied by learning rate and shape factor.</returns>
    public Tensor Direction(Tensor momentum, Tensor gradient, double mu)
    {
        double s = Accumulate(momentum, gradient, mu);
        Tensor ahead = _nesterov ? momentum.Times(mu).PlusInPlace(s, gradient) : momentum;
        return NewtonSchulz.Orthogonalize(ahead);
    }

    /// <summary>The direction of the update of one matrix, in scratch memory.</summary>
    /// <param name="momentum">(rows, columns); updated.</param>
    /// <param name="gradient">(rows, columns); unchanged.</param>
    /// <param name="mu">The momentum.</param>
    /// <param name="scratch">The scratch memory.</param>
    /// <returns>(rows, columns) of the scratch memory: valid until the next call, and not to be disposed of.</returns>
    public Tensor Direction(Tensor momentum, Tensor gradient, double mu, Scratch scratch)
    {
        double s = Accumulate(momentum, gradient, mu);
        MatrixBuffer ahead = scratch.For(momentum.dtype, momentum.size(0), momentum.size(1)).Rent();
        ahead.Value.copy_(_nesterov ? gradient : momentum);
        if (_nesterov)
        {
            (_average ? ahead.Value.TimesInPlace(s) : ahead.Value).PlusInPlace(mu, momentum);
        }

        return NewtonSchulz.OrthogonalizeRented(scratch, ahead);
    }

    // M ← μ·M + s·g, with s = 1 for a running sum and 1 − μ for a running average. Nesterov: G = μ·M + s·g with the new M, else
    // G = M.
    private double Accumulate(Tensor momentum, Tensor gradient, double mu)
    {
        double s = _average ? 1 - mu : 1;
        momentum.TimesInPlace(mu).PlusInPlace(s, gradient);
        return s;
    }
}
