namespace Muon.MLNet;

/// <summary>What is done about a picture that cannot be read: a missing file, a damaged one, or one that is no picture.</summary>
public enum BadImageAction
{
    /// <summary>Training and prediction stop with an exception that names the file or row and the reason.</summary>
    Refuse,

    /// <summary>
    /// Training leaves the row out, counts it and names it in the log. A prediction gives NaN scores and a missing label, so
    /// that no row is lost.
    /// </summary>
    Skip,
}
