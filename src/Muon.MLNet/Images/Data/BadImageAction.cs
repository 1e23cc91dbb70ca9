namespace Muon.MLNet;

/// <summary>What is done about a picture that cannot be read: a missing file, a damaged one, or one that is no picture.</summary>
public enum BadImageAction
{
    /// <summary>Training and prediction stop with an exception that names the file or row and the reason.</summary>
    Refuse,

    /// <summary>
    /// Training leaves the row out, counts it and names it in the log. A prediction gives NaN scores and a missing label, so
    /// that no row is lost. This holds as well where a step in front, LoadImages, throws for one row. It does not where ML.NET computes
    /// many rows together (LoadRawImageBytes on a file that is missing), or within a model that plain <c>Model.Load</c> gave: the
    /// exception says so. A column of paths has no such limits.
    /// </summary>
    Skip,
}
