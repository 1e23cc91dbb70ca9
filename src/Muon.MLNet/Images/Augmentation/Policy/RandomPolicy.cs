using static TorchSharp.torch;

namespace Muon.MLNet.Images.Augmentation.Policy;

/// <summary>
/// Some operations per picture, each drawn from one list with the same probability and of the same strength, in a random direction
/// (RandAugment, Cubuk et al., arXiv:1909.13719). The list is theirs: nothing, five moves and the changes of colour. Moves become part
/// of the picture's one map, so that they come before all colours.
/// </summary>
internal sealed class RandomPolicy(ImageAugmentation options, PictureSize size, int channels)
{
    private static readonly IPictureOperation[] Colors =
        [new Brightness(), new Contrast(), new Sharpness(), new Posterize(), new Solarize(), new AutoContrast(), new Equalize(), new Saturation()];

    // Saturation is the last one. Without colours there is none.
    private readonly int _colors = channels == 1 ? Colors.Length - 1 : Colors.Length;

    /// <summary>Draws the operations of one picture, first to last.</summary>
    public PolicyChoice[] Draw(PictureDice dice)
    {
        PolicyChoice[] choices = new PolicyChoice[options.PolicyOperations];
        foreach (ref PolicyChoice choice in choices.AsSpan())
        {
            // One more than there are: nothing is done.
            int operation = dice.Below(PolicyMoves.All.Count + _colors + 1);
            choice = new PolicyChoice(operation, dice.Happens(0.5) ? options.PolicyMagnitude : -options.PolicyMagnitude);
        }

        return choices;
    }

    /// <summary>The moves among the operations, as one map of pixels from the centre, from the result to what it was.</summary>
    public Affine Moves(PolicyChoice[] choices)
    {
        Affine map = Affine.Identity;
        foreach (PolicyChoice choice in choices.Reverse().Where(choice => choice.Operation < PolicyMoves.All.Count))
        {
            map = map.Then(PolicyMoves.All[choice.Operation](choice.Strength, size));
        }

        return map;
    }

    /// <summary>Does the changes of colour in place: the first ones of all pictures, then the second ones.</summary>
    /// <param name="pictures">(batch, channels, h, w).</param>
    /// <param name="choices">The operations of each picture.</param>
    /// <param name="bytes">Whether the pictures were bytes.</param>
    public void Recolor(Tensor pictures, PolicyChoice[][] choices, bool bytes)
    {
        for (int turn = 0; turn < options.PolicyOperations; turn++)
        {
            for (int color = 0; color < _colors; color++)
            {
                int wanted = PolicyMoves.All.Count + color;
                int[] members = [.. Enumerable.Range(0, choices.Length).Where(i => choices[i][turn].Operation == wanted)];
                if (members.Length > 0)
                {
                    Tensor places = tensor(Array.ConvertAll(members, i => (long)i));
                    Tensor some = pictures.index_select(0, places);
                    float[] strengths = Array.ConvertAll(members, i => (float)choices[i][turn].Strength);
                    pictures.index_put_(Colors[color].Apply(some, strengths, PixelRange.Of(some, bytes)), places);
                }
            }
        }
    }
}
