using Microsoft.ML.Data;

namespace Muon.MLNet.Images.Explanation;

/// <summary>Draws heat over a picture, which shows through.</summary>
internal static class HeatMap
{
    private const int MlImageBytes = 4;

    // What is hot is covered more, so that it stands out from a light picture too.
    private const float ColdOpacity = 0.3f, HotOpacity = 0.7f;

    /// <summary>Mixes the colour of the heat into each pixel.</summary>
    /// <param name="heat">[height, width], from 0 to 1; of the picture's size or of another one, then it is stretched over the picture.</param>
    /// <param name="picture">The picture.</param>
    /// <returns>An image of the picture's size, <see cref="MLPixelFormat.Rgba32"/>.</returns>
    public static MLImage Draw(float[,] heat, RgbPicture picture)
    {
        byte[] pixels = new byte[picture.Width * picture.Height * MlImageBytes];
        for (int y = 0, from = 0, to = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++, from += RgbPicture.Channels, to += MlImageBytes)
            {
                float value = At(heat, (y + 0.5f) / picture.Height, (x + 0.5f) / picture.Width);
                float opacity = float.Lerp(ColdOpacity, HotOpacity, value);
                HeatColor color = HeatColors.Of(value);
                pixels[to] = Mix(picture.Pixels[from], color.Red, opacity);
                pixels[to + 1] = Mix(picture.Pixels[from + 1], color.Green, opacity);
                pixels[to + 2] = Mix(picture.Pixels[from + 2], color.Blue, opacity);
                pixels[to + 3] = byte.MaxValue;
            }
        }

        return MLImage.CreateFromPixels(picture.Width, picture.Height, MLPixelFormat.Rgba32, pixels);
    }

    /// <summary>The heat at a place given by shares of the height and the width, between the centres of its cells.</summary>
    private static float At(float[,] heat, float down, float right)
    {
        (int top, int bottom, float lower) = Cells(down, heat.GetLength(0));
        (int left, int next, float later) = Cells(right, heat.GetLength(1));
        return float.Lerp(float.Lerp(heat[top, left], heat[top, next], later), float.Lerp(heat[bottom, left], heat[bottom, next], later), lower);
    }

    private static (int First, int Second, float Share) Cells(float place, int count)
    {
        float cell = Math.Clamp((place * count) - 0.5f, 0, count - 1);
        int first = (int)cell;
        return (first, Math.Min(first + 1, count - 1), cell - first);
    }

    private static byte Mix(byte pixel, float color, float opacity) => (byte)MathF.Round(float.Lerp(pixel, color, opacity));
}
