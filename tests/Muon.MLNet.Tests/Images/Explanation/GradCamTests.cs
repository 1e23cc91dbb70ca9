using Muon.MLNet.Images.Explanation;
using Muon.MLNet.Networks;
using Muon.MLNet.Tests.TestData;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Images.Explanation;

[TestClass]
public sealed class GradCamTests
{
    private const int Side = 48, Patch = 12, Cell = 8, Classes = 3;

    // Class 0 has a patch of stripes on the left, class 1 one of dots on the right, class 2 none; all else is noise.
    [TestMethod]
    public void The_heat_lies_where_the_class_is_decided()
    {
        using DisposeScope scope = NewDisposeScope();
        using SmallConvNet network = Trained();
        for (int index = 1000; index < 1010; index++)
        {
            for (int target = 0; target < 2; target++)
            {
                (float[] values, int top, int left) = Picture(index, target);
                float[,] heat = GradCam.Heat(network, tensor(values, [1, 1, Side, Side]), target);

                (double near, double sum, float most) = (0, 0, 0);
                for (int y = 0; y < Side; y++)
                {
                    for (int x = 0; x < Side; x++)
                    {
                        Assert.IsTrue(heat[y, x] is >= 0 and <= 1);
                        bool isNear = y >= top - Cell && y < top + Patch + Cell && x >= left - Cell && x < left + Patch + Cell;
                        (near, sum, most) = (near + (isNear ? heat[y, x] : 0), sum + heat[y, x], Math.Max(most, heat[y, x]));
                    }
                }

                Assert.AreEqual(1f, most);
                Assert.IsGreaterThan(0.5, near / sum, $"picture {index}, class {target}"); // evenly spread, it would be 0.34 at most
            }
        }
    }

    // Features are weighted, summed and cut off at 0: here they are the picture itself, and the logits its left and its right mean.
    [TestMethod]
    public void Is_the_sum_of_features_weighted_by_their_mean_gradients()
    {
        using DisposeScope scope = NewDisposeScope();
        using TwoMaps network = new();
        network.eval();
        Tensor picture = tensor([2f, 0, 0, 4, /* second feature */ 0, 1, 3, 0], [1, 2, 2, 2]);

        // 3·first − second, of maximum 12.
        Near([6 / 12f, 0, 0, 1], GradCam.Heat(network, picture, 0));
        Near([0, 1 / 3f, 1, 0], GradCam.Heat(network, picture, 1));
    }

    [TestMethod]
    public void Nothing_speaks_for_a_class_that_lessens_with_every_feature()
    {
        using DisposeScope scope = NewDisposeScope();
        using TwoMaps network = new();
        network.eval();
        Near([0, 0, 0, 0], GradCam.Heat(network, ones(1, 2, 2, 2), 2));
    }

    [TestMethod]
    public void The_network_stays_as_it_was_and_no_tensor_is_left()
    {
        using DisposeScope scope = NewDisposeScope();
        using SmallConvNet network = Network();
        network.eval();
        Tensor picture = tensor(Picture(1, 0).Values, [1, 1, Side, Side]);
        float[] before = [.. network.state_dict().Values.SelectMany(Numbers)];
        GradCam.Heat(network, picture, 0);
        long live = LiveTensors.Count();
        for (int i = 0; i < 5; i++)
        {
            using (no_grad())
            {
                GradCam.Heat(network, picture, i % Classes);
            }
        }

        Assert.AreEqual(live, Tensor.TotalCount);
        Assert.IsFalse(network.training);
        foreach (Parameter parameter in network.parameters())
        {
            Assert.IsNull(parameter.grad);
            Assert.IsTrue(parameter.requires_grad);
        }

        CollectionAssert.AreEqual(before, network.state_dict().Values.SelectMany(Numbers).ToArray());
    }

    [TestMethod]
    public void Several_threads_get_what_one_gets()
    {
        using DisposeScope scope = NewDisposeScope();
        using SmallConvNet network = Network();
        network.eval();
        float[][] pictures = [.. Enumerable.Range(0, 8).Select(i => Picture(i, i % Classes).Values)];
        float[][] expected = [.. pictures.Select((values, i) => Explain(network, values, i % Classes))];
        float[][] actual = new float[pictures.Length][];

        Parallel.For(0, pictures.Length, i => actual[i] = Explain(network, pictures[i], i % Classes));

        for (int i = 0; i < pictures.Length; i++)
        {
            CollectionAssert.AreEqual(expected[i], actual[i]);
        }
    }

    [TestMethod]
    public void Training_mode_and_unknown_classes_are_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        using SmallConvNet network = Network();
        Tensor picture = zeros(1, 1, Side, Side);
        network.train();
        Assert.ThrowsExactly<InvalidOperationException>(() => GradCam.Heat(network, picture, 0));
        network.eval();
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => GradCam.Heat(network, picture, Classes));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => GradCam.Heat(network, picture, -1));
    }

    private static float[] Explain(SmallConvNet network, float[] values, int target)
    {
        using DisposeScope scope = NewDisposeScope();
        return [.. GradCam.Heat(network, tensor(values, [1, 1, Side, Side]), target).Cast<float>()];
    }

    private static SmallConvNet Network() => SeededGenerator.Run(3, () => new SmallConvNet(new ImageNetworkConfiguration(1, Side, Side, Classes)));

    private static SmallConvNet Trained()
    {
        SmallConvNet network = Network();
        using MuonOptimizer optimizer = new(network, head: network.Head);
        network.train();
        const int Batch = 24;
        for (int step = 0; step < 30; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            int[] targets = [.. Enumerable.Range(0, Batch).Select(i => i % Classes)];
            float[] values = [.. targets.SelectMany((target, i) => Picture((step * Batch) + i, target).Values)];
            Tensor logits = network.forward(tensor(values, [Batch, 1, Side, Side]));
            Tensor loss = nn.functional.cross_entropy(logits, tensor(Array.ConvertAll(targets, target => (long)target)));
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
        }

        network.eval();
        return network;
    }

    private static (float[] Values, int Top, int Left) Picture(int index, int target)
    {
        Random random = new(index);
        float[] values = new float[Side * Side];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)(0.2 * random.NextDouble());
        }

        int top = random.Next(Side - Patch), left = random.Next((Side / 2) - Patch + 1) + (target == 1 ? Side / 2 : 0);
        for (int y = 0; target < 2 && y < Patch; y++)
        {
            for (int x = 0; x < Patch; x++)
            {
                bool light = target == 0 ? x % 4 < 2 : x % 4 < 2 && y % 4 < 2;
                values[((top + y) * Side) + left + x] += light ? 1 : 0;
            }
        }

        return (values, top, left);
    }

    private static IEnumerable<float> Numbers(Tensor x) => x.detach().to(ScalarType.Float32).contiguous().data<float>().ToArray();

    private static void Near(float[] expected, float[,] actual)
    {
        float[] values = [.. actual.Cast<float>()];
        Assert.HasCount(expected.Length, values);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], values[i], 1e-6, $"[{i}]");
        }
    }

    /// <summary>Two features, which are the input's channels; logits 3·a − b, b − a and −a − b of their means.</summary>
    private sealed class TwoMaps : ConvolutionalNetwork
    {
        private static readonly float[] Weights = [3, -1, -1, 1, -1, -1];
        private readonly PixelNormalization normalize = new(2);
        private readonly Linear head = nn.Linear(2, 3, hasBias: false);

        public TwoMaps()
            : base(nameof(TwoMaps))
        {
            RegisterComponents();
            using IDisposable noGrad = no_grad();
            using Tensor weights = tensor(Weights, [3, 2]);
            head.weight!.copy_(weights);
        }

        public override nn.Module Head => head;

        public override PixelNormalization Normalization => normalize;

        public override Tensor Features(Tensor input) => normalize.forward(input);

        public override Tensor Classify(Tensor features) => head.forward(features.mean([2L, 3L]));

        public override Tensor forward(Tensor input) => Classify(Features(input));
    }
}
