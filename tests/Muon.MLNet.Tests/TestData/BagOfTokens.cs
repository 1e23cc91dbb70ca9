using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.TestData;

/// <summary>A network as a user would write one: the mean of the tokens, two layers.</summary>
internal sealed class BagOfTokens : nn.Module<Tensor, Tensor>
{
    public const string RegisteredName = "tests.bag-of-tokens";
    private const int Width = 32;

    private readonly Embedding tokens;
    private readonly Linear inner;
    private readonly Linear outer;

    public BagOfTokens(TextNetworkShape shape)
        : base(nameof(BagOfTokens))
    {
        tokens = nn.Embedding(shape.VocabularySize, Width, padding_idx: shape.PaddingId);
        inner = nn.Linear(Width, Width);
        outer = nn.Linear(Width, shape.Classes);
        RegisterComponents();
    }

    /// <param name="input">(batch, length), int64.</param>
    /// <returns>(batch, classes).</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return outer.forward(inner.forward(tokens.forward(input).sum(1)).relu()).MoveToOuterDisposeScope();
    }
}
