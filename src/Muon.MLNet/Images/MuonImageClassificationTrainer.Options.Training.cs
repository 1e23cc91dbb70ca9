using System.ComponentModel.DataAnnotations;

namespace Muon.MLNet;

/// <content>Training and validation.</content>
public sealed partial class MuonImageClassificationTrainer
{
    public sealed partial class Options
    {
        /// <summary>
        /// Gets or sets the share of the training data, of each class alike, that is held back as a validation set. The last
        /// picture of a class is never held back, whether it is the only one or the only one that can be read. Not together with
        /// <see cref="ValidationSet"/>.
        /// </summary>
        /// <value>The default value is 0: none. From 0 up to, but not including, 1.</value>
        [Range(0.0, 1.0, MaximumIsExclusive = true)]
        public double ValidationFraction { get; set; }

        /// <summary>Gets or sets how much the pictures of each class count in the training loss.</summary>
        /// <value>The default value is <see cref="ClassWeights.None"/>.</value>
        public ClassWeights ClassWeights { get; set; } = ClassWeights.None;

        /// <summary>
        /// Gets or sets the decay, per step, of a moving average of the weights, which is what is validated and kept (Polyak and Juditsky,
        /// 1992). It is shorter at first: min(decay, (1 + t) / (10 + t)) at step t.
        /// </summary>
        /// <value>The default value is 0: off. From 0 up to, but not including, 1; 0.998 is usual.</value>
        [Range(0.0, 1.0, MaximumIsExclusive = true)]
        public double WeightAveraging { get; set; }

        /// <summary>Gets or sets whether predictions are the mean of those of the picture and of its mirror image; it doubles their time.</summary>
        /// <value>The default value is <see langword="false"/>.</value>
        public bool TestTimeFlip { get; set; }
    }
}
