namespace Muon.MLNet.Images.Augmentation;

/// <summary>
/// Draws where the pixels of a changed picture come from. All changes of place are one map, so that the picture is sampled
/// once and loses sharpness once.
/// </summary>
/// <param name="options">What is drawn.</param>
/// <param name="from">The stored picture.</param>
/// <param name="to">The picture that the network sees.</param>
internal sealed class AffineDraw(ImageAugmentation options, PictureSize from, PictureSize to)
{
    private const int CropAttempts = 10;
    private const double LeastAspect = 3.0 / 4, MostAspect = 4.0 / 3;

    /// <summary>Draws the map from places in the result to places in the stored picture; both go from −1 to 1.</summary>
    /// <param name="dice">The picture's dice.</param>
    /// <param name="moves">What the policy adds: a map of places in pixels from the centre, from the result to what it was.</param>
    public Affine Draw(PictureDice dice, Affine moves)
    {
        Affine mirror = Mirror(dice);
        Affine crop = options.CropArea < 1 ? Crop(dice) : Affine.Identity;

        // Seen from the result: the shift is undone first, then the turn, then the change of size.
        Affine undo = Affine.Scale(to.Width / 2.0, to.Height / 2.0);
        if (options.Translation > 0)
        {
            undo = undo.Then(Affine.Shift(dice.UpTo(options.Translation) * to.Width, dice.UpTo(options.Translation) * to.Height));
        }

        if (options.Rotation > 0)
        {
            undo = undo.Then(Affine.Turn(dice.UpTo(options.Rotation)));
        }

        if (options.Zoom > 0)
        {
            double zoom = dice.RatioBetween(1 / (1 + options.Zoom), 1 + options.Zoom);
            undo = undo.Then(Affine.Scale(1 / zoom, 1 / zoom));
        }

        return undo.Then(moves).Then(Affine.Scale(2.0 / to.Width, 2.0 / to.Height)).Then(mirror).Then(crop);
    }

    /// <summary>Draws which ways the picture is mirrored, as factors of 1 and −1.</summary>
    public Affine Mirror(PictureDice dice)
    {
        bool horizontal = options.HorizontalFlip && dice.Happens(0.5);
        bool vertical = options.VerticalFlip && dice.Happens(0.5);
        return Affine.Scale(horizontal ? -1 : 1, vertical ? -1 : 1);
    }

    /// <summary>
    /// A box of random area and aspect ratio (Szegedy et al., arXiv:1409.4842, as torchvision draws it, but not rounded to whole pixels).
    /// Where ten draws do not fit, the largest one in the centre whose aspect ratio is allowed.
    /// </summary>
    private Affine Crop(PictureDice dice)
    {
        double area = (double)from.Width * from.Height;
        for (int attempt = 0; attempt < CropAttempts; attempt++)
        {
            double share = area * dice.Between(options.CropArea, 1);
            double aspect = dice.RatioBetween(LeastAspect, MostAspect);
            double width = Math.Sqrt(share * aspect), height = Math.Sqrt(share / aspect);
            if (width <= from.Width && height <= from.Height)
            {
                double left = dice.Between(0, from.Width - width), top = dice.Between(0, from.Height - height);
                return Box(left, top, width, height);
            }
        }

        double fitting = Math.Clamp((double)from.Width / from.Height, LeastAspect, MostAspect);
        double widest = Math.Min(from.Width, from.Height * fitting), highest = Math.Min(from.Height, from.Width / fitting);
        return Box((from.Width - widest) / 2, (from.Height - highest) / 2, widest, highest);
    }

    private Affine Box(double left, double top, double width, double height) => Affine
        .Scale(width / from.Width, height / from.Height)
        .Then(Affine.Shift((((2 * left) + width) / from.Width) - 1, (((2 * top) + height) / from.Height) - 1));
}
