using static TorchSharp.torch;

namespace Muon.MLNet.Benchmarks.Optimizer;

/// <summary>The parameters of a well-known network.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Build">Makes it.</param>
/// <param name="Batch">A batch of 64 inputs, or null where a training step is too long to be timed here.</param>
internal sealed record ParameterSet(string Name, Func<nn.Module<Tensor, Tensor>> Build, Func<Tensor>? Batch)
{
    public const int BatchSize = 64;

    public static ParameterSet[] All { get; } =
    [
        new("ResNet-18", () => new ResNet18(), () => randn(BatchSize, 3, 224, 224)),
        new("ViT-Tiny", () => new VisionTransformer(192, heads: 3), () => randn(BatchSize, 3, 224, 224)),
        new("ViT-Small", () => new VisionTransformer(384, heads: 6), () => randn(BatchSize, 3, 224, 224)),
        new("BERT-mini", () => new TokenEncoder(30522, 256, depth: 4, heads: 4), () => randint(0, 30522, [BatchSize, 128])),
        new("GPT-2 small blocks", () => new EncoderStack(768, depth: 12, heads: 12, packed: true), null),
    ];
}
