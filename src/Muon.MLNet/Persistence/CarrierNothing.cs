namespace Muon.MLNet.Persistence;

/// <summary>A row of which nothing is read.</summary>
internal sealed class CarrierNothing;
