using System.ComponentModel.DataAnnotations;

namespace Muon.MLNet;

/// <content>Reading and changing pictures.</content>
public sealed partial class MuonImageClassificationTrainer
{
    public sealed partial class Options
    {
        /// <summary>Gets or sets the rows of pixels that the network reads; pictures of another size are scaled, see <see cref="Fit"/>. Vectors are not.</summary>
        /// <value>
        /// The default value is <see langword="null"/>: a vector's own size, if that is a square; the size of the pictures, up to 64 (the
        /// median of up to 64 pictures, evenly spread over the rows); 224 for <see cref="ImageArchitecture.ResNet18"/> and larger and for
        /// vision transformers; 96 for other photographs.
        /// </value>
        [Range(1, 4096)]
        public int? ImageHeight { get; set; }

        /// <summary>Gets or sets the columns of pixels that the network reads.</summary>
        /// <value>The default value is <see langword="null"/>, as for <see cref="ImageHeight"/>; set both or none.</value>
        [Range(1, 4096)]
        public int? ImageWidth { get; set; }

        /// <summary>Gets or sets the order of the values in a vector column. Ignored for images.</summary>
        /// <value>The default value is <see cref="PixelLayout.Planar"/>.</value>
        public PixelLayout PixelLayout { get; set; } = PixelLayout.Planar;

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

        /// <summary>Gets or sets what all random changes of <see cref="Augmentation"/> are multiplied by.</summary>
        /// <value>The default value is 1. From 0, which is none, to 2.</value>
        [Range(0.0, 2.0)]
        public double AugmentationStrength { get; set; } = 1;
    }
}
