namespace Muon.MLNet.Images.Augmentation.Policy;

/// <summary>An operation that was drawn, by its place in the list, and its strength from −1 to 1.</summary>
internal readonly record struct PolicyChoice(int Operation, double Strength);
