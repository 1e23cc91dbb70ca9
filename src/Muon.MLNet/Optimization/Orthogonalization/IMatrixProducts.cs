namespace Muon.MLNet;

/// <summary>
/// The products that Newton–Schulz steps are made of, on one matrix or on a stack of them. X is the matrix that is being
/// orthogonalised; R, P and Q are symmetric, of its short side m, and polynomials of X·Xᵀ, so that they commute.
/// </summary>
/// <typeparam name="TMatrix">What holds a matrix. A result belongs to the caller until it is released.</typeparam>
internal interface IMatrixProducts<TMatrix>
{
    /// <summary>X·Xᵀ, or Xᵀ·X for a tall X: the smaller of the two.</summary>
    /// <param name="x">X.</param>
    /// <returns>(m, m).</returns>
    TMatrix Gram(TMatrix x);

    /// <summary>constant·I + linear·R + square·R².</summary>
    /// <param name="r">R, (m, m).</param>
    /// <param name="constant">The coefficient of the identity.</param>
    /// <param name="linear">The coefficient of R.</param>
    /// <param name="square">The coefficient of R².</param>
    /// <returns>(m, m).</returns>
    TMatrix Polynomial(TMatrix r, double constant, double linear, double square);

    /// <summary>left·right, which commute, so that the product is symmetric too.</summary>
    /// <param name="left">(m, m).</param>
    /// <param name="right">(m, m).</param>
    /// <returns>(m, m).</returns>
    TMatrix Symmetric(TMatrix left, TMatrix right);

    /// <summary>constant·X + P·X, or constant·X + X·P for a tall X.</summary>
    /// <param name="x">X.</param>
    /// <param name="constant">The coefficient of X.</param>
    /// <param name="p">P, (m, m).</param>
    /// <returns>Of the shape of X.</returns>
    TMatrix Apply(TMatrix x, double constant, TMatrix p);

    /// <summary>Ends the use of a matrix.</summary>
    /// <param name="matrix">What one of the other methods returned.</param>
    void Release(TMatrix matrix);
}
