using Microsoft.ML;

namespace Muon.MLNet.Extensions;

/// <summary>What is reported after each attempt to load a model file anew.</summary>
/// <param name="FilePath">The file.</param>
/// <param name="Model">The new model, which serves from now on; <see langword="null"/> where the file is bad.</param>
/// <param name="Error">What is wrong with the file; <see langword="null"/> where nothing is. The model before goes on serving.</param>
public readonly record struct ModelReloadArguments(string FilePath, ITransformer? Model, Exception? Error);
