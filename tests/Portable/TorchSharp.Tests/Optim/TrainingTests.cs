using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Muon.Portable.Torch.Tests.Optim;

[TestClass]
public sealed class TrainingTests
{
    [ClassCleanup]
    public static void Release() => LeftToFinalizers.Release();

    [TestMethod]
    public void APerceptronLearnsAndLeavesNothingBehind()
    {
        torch.random.manual_seed(1);
        long drift = LeftToFinalizers.CountedForGoodPerParameter(), before = LeftToFinalizers.LiveTensors();
        using (NewDisposeScope())
        {
            Tensor x = randn(256, 4);
            Tensor y = (x.select(1, 0) * x.select(1, 1) > 0).to(ScalarType.Int64);
            using Sequential model = Sequential(("l1", Linear(4, 32)), ("a", ReLU()), ("ln", LayerNorm(32)), ("l2", Linear(32, 2)));
            before += drift * model.parameters().Count();
            (float first, float last) = Train(model, x, y, steps: 200);
            Assert.IsLessThan(0.1f * first, last);
        }

        Assert.AreEqual(before, LeftToFinalizers.LiveTensors());
    }

    [TestMethod]
    public void AConvolutionalNetworkLearnsAndLeavesNothingBehind()
    {
        torch.random.manual_seed(1);
        long drift = LeftToFinalizers.CountedForGoodPerParameter(), before = LeftToFinalizers.LiveTensors();
        using (var outer = NewDisposeScope())
        {
            // Which quarter of the picture is lit?
            Tensor y = randint(0, 4, [128]);
            Tensor x = randn(128, 1, 8, 8) * 0.3;
            for (int i = 0; i < 128; i++)
            {
                int quarter = (int)y[i].item<long>(), top = quarter / 2 * 4, left = quarter % 2 * 4;
                x[i, 0, top..(top + 4), left..(left + 4)].add_(1);
            }

            using var model = new Small();
            before += drift * model.parameters().Count();
            (float first, float last) = Train(model, x, y, steps: 60);
            Assert.IsLessThan(0.1f * first, last);
            model.eval();
            using IDisposable noGrad = no_grad();
            Assert.IsGreaterThan(0.98, model.forward(x).argmax(1).eq(y).to(ScalarType.Float64).mean().item<double>());
            Assert.AreEqual(60, model.get_buffer("norm.num_batches_tracked").item<long>());
        }

        Assert.AreEqual(before, LeftToFinalizers.LiveTensors());
    }

    private static (float First, float Last) Train(Module<Tensor, Tensor> model, Tensor x, Tensor y, int steps)
    {
        using AdamW optimizer = torch.optim.AdamW(model.parameters(), 1e-2, weight_decay: 1e-3);
        using CrossEntropyLoss loss = CrossEntropyLoss();
        float first = 0, last = 0;
        long? after = null;
        for (int step = 0; step < steps; step++)
        {
            using (NewDisposeScope())
            {
                optimizer.zero_grad();
                Tensor l = loss.forward(model.forward(x), y);
                l.backward();
                optimizer.step();
                last = l.item<float>();
                first = step == 0 ? last : first;
            }

            after ??= Tensor.TotalCount;
            Assert.AreEqual(after, Tensor.TotalCount, $"step {step}");
        }

        return (first, last);
    }

    private sealed class Small : Module<Tensor, Tensor>
    {
        private readonly Conv2d first = Conv2d(1, 8, 3, padding: 1);
        private readonly BatchNorm2d norm = BatchNorm2d(8);
        private readonly Conv2d second = Conv2d(8, 16, 3, stride: 2, padding: 1, bias: false);
        private readonly Sequential head = Sequential(GroupNorm(2, 16), SiLU(), AdaptiveAvgPool2d(2), Flatten(), Dropout(0.1), Linear(64, 4));

        public Small()
            : base("small") => RegisterComponents();

        public override Tensor forward(Tensor input) => head.forward(second.forward(norm.forward(first.forward(input)).relu()));
    }
}
