namespace Muon.MLNet.Training;

/// <summary>The best epoch so far.</summary>
/// <param name="Epoch">The epoch, from 1; <see langword="null"/> where none has been judged.</param>
/// <param name="Value">Its value of the validation metric.</param>
internal readonly record struct BestSoFar(int? Epoch, double? Value);
