using static TorchSharp.torch;

namespace Muon.MLNet;

/// <content>The network.</content>
public sealed partial class MuonImageClassificationTrainer
{
    public sealed partial class Options
    {
        /// <summary>Gets or sets the network to train.</summary>
        /// <value>The default value is <see cref="ImageArchitecture.Auto"/>: by the size and the number of the pictures.</value>
        public ImageArchitecture Architecture { get; set; } = ImageArchitecture.Auto;

        /// <summary>
        /// Gets or sets a function that builds a network of your own: from the number of classes, a module that maps pictures,
        /// float32 (batch, channels, height, width) of mean 0 and standard deviation 1 per channel, to logits (batch, classes).
        /// Its layers may draw from torch's generator, as <c>nn.Dropout</c> does: training seeds it for each forward pass.
        /// </summary>
        /// <value>The default value is <see langword="null"/>. Set it together with <see cref="ImageArchitecture.Custom"/>.</value>
        public Func<int, nn.Module<Tensor, Tensor>>? CustomNetwork { get; set; }

        /// <summary>
        /// Gets or sets the name under which <see cref="CustomNetwork"/> is found when the model is loaded: a program that loads it
        /// calls <see cref="MuonNetworks.Register"/> with this name first.
        /// </summary>
        /// <value>The default value is <see langword="null"/>: the model can be used, but not saved.</value>
        public string? CustomNetworkName { get; set; }
    }
}
