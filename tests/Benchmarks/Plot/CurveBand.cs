namespace Muon.MLNet.Benchmarks.Plot;

/// <summary>A curve of accuracies, a value for each epoch from 1, with the band of its runs.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Letter">Its sign where there are only characters.</param>
/// <param name="Mean">The line.</param>
/// <param name="Least">The lower edge of the band.</param>
/// <param name="Greatest">The upper edge of the band.</param>
internal sealed record CurveBand(string Name, char Letter, double[] Mean, double[] Least, double[] Greatest);
