namespace Muon.MLNet.Cli.Diagnosis;

/// <summary>Which BLAS the process has loaded, on systems where that is a choice of the administrator.</summary>
internal static class BlasLibrary
{
    private const string Maps = "/proc/self/maps";
    private const string Install = "On Debian or Ubuntu: sudo apt-get install libopenblas0-openmp";

    /// <summary>What is wrong with the BLAS of this process.</summary>
    public static Finding? Judge() => File.Exists(Maps) ? Judge(File.ReadAllLines(Maps)) : null;

    /// <summary>What is wrong with the BLAS that is loaded.</summary>
    /// <param name="maps">The lines of <c>/proc/self/maps</c>, which end with the files that are loaded.</param>
    public static Finding? Judge(IEnumerable<string> maps)
    {
        HashSet<string> folders = [.. maps.Select(line => line[(line.LastIndexOf(' ') + 1)..]).Where(IsBlas).Select(file => Path.GetFileName(Path.GetDirectoryName(file))!)];
        return folders.Contains("blas")
                ? new Finding(IsError: false, "libtorch computes with the reference BLAS, on one core and many times slower than OpenBLAS.", Install)
            : folders.Contains("openblas-pthread")
                ? new Finding(IsError: false, "OpenBLAS has threads of its own (openblas-pthread) beside libtorch's; the two sets wait for each other.", Install)
            : null;
    }

    private static bool IsBlas(string file) =>
        Path.GetFileName(file) is var name && (name.StartsWith("libblas.so", StringComparison.Ordinal) || name.StartsWith("libopenblas", StringComparison.Ordinal));
}
