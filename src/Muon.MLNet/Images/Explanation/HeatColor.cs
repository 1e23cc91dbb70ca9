namespace Muon.MLNet.Images.Explanation;

/// <summary>Red, green and blue, from 0 to 255.</summary>
internal readonly record struct HeatColor(float Red, float Green, float Blue);
