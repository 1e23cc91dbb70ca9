using Muon.MLNet.Networks.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Muon.MLNet.Networks;

/// <summary>
/// Four 3×3 convolutions of 32, 64, 128 and 128 filters, each with batch normalization and ReLU, average pooling over
/// what is left of the picture, and one linear head. Works on pictures of any size from 1×1: a stage halves the picture
/// only while both of its sides are at least <see cref="SmallestSideToHalve"/>.
/// </summary>
internal sealed class SmallConvNet : ConvolutionalNetwork
{
    private const int SmallestSideToHalve = 6;
    private static readonly int[] Filters = [32, 64, 128, 128];

    /// <summary>The number of convolutions.</summary>
    public const int StageCount = 4;

    private readonly PixelNormalization normalize;
    private readonly ModuleList<Module<Tensor, Tensor>> convolutions = new();
    private readonly ModuleList<Module<Tensor, Tensor>> norms = new();
    private readonly Linear head;
    private readonly bool[] _halves = new bool[Filters.Length];

    public SmallConvNet(ImageNetworkConfiguration configuration)
        : base(nameof(SmallConvNet))
    {
        normalize = new PixelNormalization(configuration.Channels);
        int inputs = configuration.Channels;
        for (int stage = 0; stage < Filters.Length; stage++)
        {
            // A bias before batch normalization would be subtracted again.
            convolutions.Add(new ConvolutionLayer(inputs, Filters[stage], 3, padding: 1));
            norms.Add(BatchNorm2d(Filters[stage]));
            inputs = Filters[stage];
            _halves[stage] = Halves(configuration, stage);
        }

        head = Linear(inputs, configuration.Classes);
        RegisterComponents();
    }

    /// <summary>Whether a stage halves the picture: all do but the last, while there is enough of it.</summary>
    public static bool Halves(ImageNetworkConfiguration configuration, int stage) =>
        stage < StageCount - 1 && Math.Min(configuration.Height, configuration.Width) >> stage >= SmallestSideToHalve;

    /// <inheritdoc/>
    public override nn.Module Head => head;

    /// <inheritdoc/>
    public override PixelNormalization Normalization => normalize;

    /// <inheritdoc/>
    public override IReadOnlyList<NetworkStage> Stages =>
    [
        .. Enumerable.Range(0, Filters.Length).Select(stage => new NetworkStage($"convolutions.{stage}", [convolutions[stage], norms[stage]])),
    ];

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return Classify(Features(input)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Features(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = normalize.forward(input).to(ComputeType);
        for (int stage = 0; stage < Filters.Length; stage++)
        {
            x = norms[stage].forward(convolutions[stage].forward(x)); // (batch, filters, h, w)
            if (_halves[stage])
            {
                x = functional.max_pool2d(x, 2); // (batch, filters, h/2, w/2)
            }

            // max(ReLU(x)) = ReLU(max(x)): after pooling there is a quarter of the work, and in place no copy.
            x = functional.relu(x, inplace: true);
        }

        return x.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Classify(Tensor features)
    {
        using DisposeScope scope = NewDisposeScope();
        return head.forward(features.mean([2L, 3L], type: ScalarType.Float32)).MoveToOuterDisposeScope();
    }
}
