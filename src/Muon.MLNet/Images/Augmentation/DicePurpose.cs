namespace Muon.MLNet.Images.Augmentation;

/// <summary>What is drawn. Each purpose has numbers of its own, so that turning one change on leaves the draws of the others as they are.</summary>
internal enum DicePurpose
{
    /// <summary>Crops, mirror images, shifts, turns and changes of size.</summary>
    Place,

    /// <summary>Brightness, contrast and saturation.</summary>
    Color,

    /// <summary>Operations of the random policy.</summary>
    Policy,

    /// <summary>The erased box and its noise.</summary>
    Erase,

    /// <summary>Who is mixed with whom, and how much; one draw for a batch.</summary>
    Mix,
}
