namespace Muon.MLNet;

/// <summary>The step that a parameter takes.</summary>
public enum UpdateRule
{
    /// <summary>No step: the parameter was frozen (<c>requires_grad</c> false) when the optimizer was built.</summary>
    None,

    /// <summary>Momentum, orthogonalised.</summary>
    Muon,

    /// <summary>AdamW.</summary>
    AdamW,
}
