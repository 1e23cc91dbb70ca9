using System.ComponentModel.DataAnnotations;

namespace Muon.MLNet;

/// <content>Reading and changing pictures.</content>
public sealed partial class MuonImageClassificationTrainer
{
    public sealed partial class Options
    {
        /// <summary>Gets or sets how pictures of another aspect ratio are brought to <see cref="ImageWidth"/> and <see cref="ImageHeight"/>.</summary>
        /// <value>The default value is <see cref="ImageFit.Crop"/>. Ignored for vectors.</value>
        public ImageFit Fit { get; set; } = ImageFit.Crop;

        /// <summary>Gets or sets what is done about pictures that cannot be read.</summary>
        /// <value>The default value is <see cref="BadImageAction.Refuse"/>.</value>
        public BadImageAction OnBadImage { get; set; } = BadImageAction.Refuse;

        /// <summary>Gets or sets the random changes of the training pictures.</summary>
        /// <value>
        /// The default value is <see langword="null"/>: <see cref="ImageAugmentation.Photos"/> for pictures of more than 64 pixels in
        /// colour, <see cref="ImageAugmentation.Digits"/> for all others.
        /// </value>
        public ImageAugmentation? Augmentation { get; set; }

        /// <summary>
        /// Gets or sets how many bytes of decoded pictures are kept in memory while training; the rest goes to a file in the
        /// context's <c>TempFilePath</c>, which is removed at the end.
        /// </summary>
        /// <value>The default value is 1 GiB. At least 0.</value>
        [Range(0L, long.MaxValue)]
        public long CacheBytes { get; set; } = 1L << 30;
    }
}
