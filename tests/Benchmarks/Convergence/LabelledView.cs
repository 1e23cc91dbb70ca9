using Microsoft.ML;

namespace Muon.MLNet.Benchmarks.Convergence;

/// <summary>A view with <c>Label</c> as a key and <c>Image</c>.</summary>
/// <param name="View">The view.</param>
/// <param name="Count">Its number of rows, by which the steps of an epoch are counted.</param>
internal sealed record LabelledView(IDataView View, int Count);
