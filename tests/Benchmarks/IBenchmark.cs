namespace Muon.MLNet.Benchmarks;

/// <summary>One benchmark: prints a table and gives the same rows to the report.</summary>
internal interface IBenchmark
{
    /// <summary>What it is called on the command line, and its file in <c>artifacts/bench</c>.</summary>
    string Name { get; }

    /// <summary>What it measures, in a line.</summary>
    string Summary { get; }

    void Run(BenchmarkArguments arguments);
}
