namespace Muon.MLNet.AutoML.Studies;

/// <summary>What becomes of a proposal.</summary>
internal enum Placement
{
    /// <summary>It is a new trial of the worker that asked.</summary>
    Added,

    /// <summary>The study has as many trials as it shall have.</summary>
    Full,

    /// <summary>A trial with the same parameters is running elsewhere.</summary>
    Running,

    /// <summary>A trial with the same parameters has ended.</summary>
    Ended,
}
