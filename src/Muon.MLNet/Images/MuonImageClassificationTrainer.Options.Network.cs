using System.ComponentModel.DataAnnotations;
using static TorchSharp.torch;

namespace Muon.MLNet;

/// <content>The network.</content>
public sealed partial class MuonImageClassificationTrainer
{
    public sealed partial class Options
    {
        /// <summary>Gets or sets the network to train.</summary>
        /// <value>The default value is <see cref="ImageArchitecture.Auto"/>.</value>
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

        /// <summary>
        /// Gets or sets the path of a <c>.safetensors</c> file with the weights of the same architecture, trained elsewhere: torchvision's
        /// names for residual networks, timm's for vision transformers. All but the head is loaded by name.
        /// </summary>
        /// <value>The default value is <see langword="null"/>: from scratch. Nothing is ever downloaded.</value>
        public string? PretrainedWeights { get; set; }

        /// <summary>Gets or sets the SHA-256 that the file of <see cref="PretrainedWeights"/> must have, as 64 hexadecimal digits.</summary>
        /// <value>The default value is <see langword="null"/>: not checked.</value>
        public string? PretrainedWeightsSha256 { get; set; }

        /// <summary>Gets or sets how many stages, counted from the input, keep their weights: the stem is the first one.</summary>
        /// <value>The default value is 0: all are trained.</value>
        [Range(0, 64)]
        public int FrozenStages { get; set; }

        /// <summary>Gets or sets the learning rate of all but the head, as a share of the learning rate.</summary>
        /// <value>The default value is 1. Above 0, at most 1; below 1 it spares weights that were loaded.</value>
        [Range(0.0, 1.0, MinimumIsExclusive = true)]
        public double BackboneLearningRateRatio { get; set; } = 1;

        /// <summary>Gets or sets the type in which the network is computed while training.</summary>
        /// <value>The default value is <see cref="TrainingPrecision.Full"/>.</value>
        public TrainingPrecision Precision { get; set; } = TrainingPrecision.Full;
    }
}
