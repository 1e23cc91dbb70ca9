namespace Muon.MLNet.Cli.Diagnosis;

/// <summary>Whether the environment holds libtorch to fewer threads than the machine has processors.</summary>
internal static class ThreadChoice
{
    private static readonly string[] s_variables = ["OMP_NUM_THREADS", "MKL_NUM_THREADS"];

    /// <summary>What is unusual about the threads of this process.</summary>
    public static Finding? Judge(int threads) => Judge(threads, Environment.ProcessorCount, Environment.GetEnvironmentVariable);

    /// <summary>What is unusual about a number of threads.</summary>
    /// <param name="threads">The threads that libtorch computes with.</param>
    /// <param name="processors">The logical processors.</param>
    /// <param name="variable">The value of a variable of the environment.</param>
    public static Finding? Judge(int threads, int processors, Func<string, string?> variable) =>
        threads < processors && Array.Find(s_variables, name => !string.IsNullOrEmpty(variable(name))) is { } set
            ? new Finding(IsError: false, Invariant($"{set} is {variable(set)}, so libtorch uses {threads} of {processors} processors."), $"To use all of them: unset {set}, or give --threads.")
            : null;
}
