using static TorchSharp.torch;

namespace Muon.MLNet.Training;

/// <summary>A device, and why it was chosen.</summary>
/// <param name="Device">The device.</param>
/// <param name="Description">Which one and why, for the log.</param>
/// <param name="IsSecondChoice">Whether another one was asked for.</param>
internal sealed record DeviceChoice(Device Device, string Description, bool IsSecondChoice = false);
