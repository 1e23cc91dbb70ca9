using Muon.MLNet.Images.Augmentation;

namespace Muon.MLNet.Tests.Images.Augmentation;

[TestClass]
public sealed class AffineDrawTests
{
    private const int Draws = 4000;
    private static readonly PictureSize From = new(60, 80), To = new(32, 48);

    [TestMethod]
    public void Crops_lie_inside_with_areas_and_aspect_ratios_of_their_range()
    {
        Affine[] maps = Maps(new ImageAugmentation { CropArea = 0.25 });

        double[] areas = [.. maps.Select(map => map.Determinant)];
        Assert.IsTrue(areas.All(area => area is >= 0.25 and <= 1));
        foreach (Affine map in maps)
        {
            Assert.IsLessThanOrEqualTo(1 + 1e-9, map.XX + Math.Abs(map.X0));
            Assert.IsLessThanOrEqualTo(1 + 1e-9, map.YY + Math.Abs(map.Y0));
            double aspect = map.XX * From.Width / (map.YY * From.Height);
            Assert.IsTrue(aspect is > 0.7499 and < 1.3334, $"{aspect}");
        }

        // Where nearly all draws fit, areas are spread evenly.
        double[] small = [.. areas.Where(area => area < 0.55).Order()];
        Assert.AreEqual(0.4, small[small.Length / 2], 0.015);
        Assert.AreEqual(0, maps.Average(map => map.X0), 0.03);
        Assert.AreEqual(0, maps.Average(map => map.Y0), 0.03);
    }

    [TestMethod]
    public void A_long_picture_is_cropped_in_the_centre_where_no_draw_fits()
    {
        AffineDraw draw = new(new ImageAugmentation { CropArea = 0.999 }, new(10, 100), To);
        Affine map = draw.Draw(new PictureDice(1, 1, 1, DicePurpose.Place), Affine.Identity);
        Assert.AreEqual(10 * 4.0 / 3 / 100, map.XX, 1e-12);
        Assert.AreEqual(1, map.YY, 1e-12);
        Assert.AreEqual(0, map.X0, 1e-12);
        Assert.AreEqual(0, map.Y0, 1e-12);
    }

    [TestMethod]
    public void Shifts_are_spread_evenly_up_to_the_share_of_the_side()
    {
        double[] shifts = [.. Maps(new ImageAugmentation { Translation = 0.2 }).Select(map => map.X0).Order()];
        Assert.IsGreaterThanOrEqualTo(-0.4, shifts[0]); // from −1 to 1 is the whole side
        Assert.IsLessThanOrEqualTo(0.4, shifts[^1]);
        Assert.AreEqual(-0.2, shifts[Draws / 4], 0.025);
        Assert.AreEqual(0.2, shifts[Draws * 3 / 4], 0.025);
    }

    [TestMethod]
    public void Turns_keep_the_shape_of_what_is_seen()
    {
        AffineDraw draw = new(new ImageAugmentation { Rotation = 40 }, To, To);
        for (int index = 0; index < 200; index++)
        {
            Affine map = draw.Draw(new PictureDice(1, 1, index, DicePurpose.Place), Affine.Identity);
            double aspect = (double)To.Width / To.Height;
            Assert.AreEqual(1, (map.XX * map.XX) + (map.YX * map.YX / (aspect * aspect)), 1e-9);
            Assert.IsGreaterThanOrEqualTo(Math.Cos(40 * Math.PI / 180) - 1e-9, map.XX);
        }
    }

    [TestMethod]
    public void Sizes_and_their_reciprocals_are_equally_probable()
    {
        double[] zooms = [.. Maps(new ImageAugmentation { Zoom = 0.5 }).Select(map => 1 / map.XX).Order()];
        Assert.IsGreaterThanOrEqualTo(1 / 1.5, zooms[0]);
        Assert.IsLessThanOrEqualTo(1.5, zooms[^1]);
        Assert.AreEqual(1, zooms[Draws / 2], 0.02);
    }

    [TestMethod]
    public void Mirroring_alone_changes_signs_alone()
    {
        Affine[] maps = Maps(new ImageAugmentation { HorizontalFlip = true, VerticalFlip = true });
        (double, double)[] kinds = [.. maps.Select(map => (Math.Round(map.XX, 12), Math.Round(map.YY, 12))).Distinct().Order()];
        CollectionAssert.AreEqual(new[] { (-1.0, -1.0), (-1, 1), (1, -1), (1, 1) }, kinds);
    }

    private static Affine[] Maps(ImageAugmentation options)
    {
        AffineDraw draw = new(options, From, To);
        return [.. Enumerable.Range(0, Draws).Select(index => draw.Draw(new PictureDice(7, 3, index, DicePurpose.Place), Affine.Identity))];
    }
}
