using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.Portable.Torch.Tests.Optim;

[TestClass]
public sealed class OptimizerTests
{
    [ClassCleanup]
    public static void Release() => LeftToFinalizers.Release();

    [TestMethod]
    public void ACustomOptimizerTrains()
    {
        Parameter w = P(1, -2), frozen = P(5);
        using var o = new Heavy([w, frozen], 0.05);
        for (int i = 0; i < 100; i++)
        {
            Tensor loss = o.step(() =>
            {
                o.zero_grad();
                Tensor l = (w * w).sum();
                l.backward();
                return l;
            });
            Assert.IsFalse(loss.IsInvalid);
        }

        Assert.AreEqual(0f, w.abs().max().item<float>(), 1e-2f);
        Assert.AreEqual(5f, frozen.item<float>());
        Assert.AreEqual(2, o.parameters().Count());
    }

    [TestMethod]
    public void StepsRunWithoutGradientsInAScopeAndClosuresWithGradients()
    {
        Parameter w = P(1);
        using var o = new Heavy([w], 0.1);
        using DisposeScope scope = NewDisposeScope();
        using (no_grad())
        {
            o.step(() =>
            {
                Assert.IsTrue(is_grad_enabled());
                return null;
            });
        }

        Assert.AreEqual(0, scope.DisposablesCount);
        Assert.IsFalse(o.GradEnabledInBody);
        Assert.IsTrue(o.MadeInBody.IsInvalid);
    }

    [TestMethod]
    public void StateSurvivesBitForBit()
    {
        Parameter a = P(1, -2), b = P(1, -2);
        using var first = new Heavy([a], 0.05);
        using var second = new Heavy([b], 0.7);
        Descend(first, a, 5);
        byte[] saved = Bytes(first);
        second.load_state_dict(new BinaryReader(new MemoryStream(saved)));
        CollectionAssert.AreEqual(saved, Bytes(second));
        using (no_grad())
        {
            b.copy_(a);
        }

        Descend(first, a, 5);
        Descend(second, b, 5);
        Assert.IsTrue(a.Equals(b));
        using var third = new Heavy([P(1, 2)], 0.1);
        third.load_state_dict(first.state_dict());
        CollectionAssert.AreEqual(Bytes(first), Bytes(third));
    }

    [TestMethod]
    public void FilesHaveTheRealFormat()
    {
        Parameter p = P(1, -2), q = P(3);
        using SGD o = torch.optim.SGD(new[] { p, q }, 0.1, momentum: 0.9);
        const string head = "0353474401029A9999999999B93F9A9999999999B93FCDCCCCCCCCCCEC3F000000000000000000000000000000000000";
        Assert.AreEqual(head + "0000", Convert.ToHexString(Bytes(o)));
        o.zero_grad();
        ((p * p).sum() + (q * q).sum()).backward();
        o.step();
        Assert.AreEqual(head + "0106010200000040000080C0010601010000C040", Convert.ToHexString(Bytes(o)));

        Parameter r = P(1, -2);
        using AdamW w = torch.optim.AdamW(new[] { r }, 0.1, amsgrad: true);
        Descend(w, r, 1);
        Assert.AreEqual(
            "054164616D5701019A9999999999B93F9A9999999999B93FCDCCCCCCCCCCEC3F2B8716D9CEF7EF3F3A8C30E28E79453E000000000000000001000100000000000000060102CDCC4C3ECDCCCCBE0601026F12833B6F12833C010601026F12833B6F12833C",
            Convert.ToHexString(Bytes(w)));
    }

    [TestMethod]
    public void StateOfAnotherOptimizerIsRefused()
    {
        using SGD o = torch.optim.SGD(new[] { P(1), P(2) }, 0.1);
        byte[] saved = Bytes(o);
        Assert.ThrowsExactly<InvalidDataException>(() => torch.optim.AdamW(new[] { P(1), P(2) }).load_state_dict(new BinaryReader(new MemoryStream(saved))));
        Assert.ThrowsExactly<ArgumentException>(() => torch.optim.SGD(new[] { P(1) }, 0.1).load_state_dict(new BinaryReader(new MemoryStream(saved))));
        Assert.ThrowsExactly<ArgumentException>(() => torch.optim.SGD(new[] { P(1) }, 0.1).load_state_dict(o.state_dict()));
        Assert.ThrowsExactly<EndOfStreamException>(() => o.load_state_dict(new BinaryReader(new MemoryStream(saved[..20]))));
    }

    [TestMethod]
    public void GroupsHaveTheirOwnOptions()
    {
        Parameter p = P(1), q = P(1);
        using AdamW o = torch.optim.AdamW(new[] { new AdamW.ParamGroup([p], lr: 0.5), new AdamW.ParamGroup([q], new AdamW.Options()) }, lr: 0.25);
        CollectionAssert.AreEqual(new[] { 0.5, 0.25 }, o.ParamGroups.Select(g => g.LearningRate).ToArray());
        o.zero_grad();
        (p + q).sum().backward();
        o.step();
        Assert.AreEqual(0.5f, p.item<float>(), 1e-5f);
        Assert.AreEqual(0.75f, q.item<float>(), 1e-5f);
        torch.optim.ILearningRateController group = o.ParamGroups.First();
        group.LearningRate = 7;
        Assert.AreEqual(0.5, group.InitialLearningRate);
    }

    [TestMethod]
    public void VariantsOfSgd()
    {
        Parameter p = P(1, -2), q = P(1, -2);
        using SGD o = torch.optim.SGD(new[] { p }, 0.1, momentum: 0.9, dampening: 0.1, weight_decay: 0.1, maximize: true);
        Descend(o, p, 2);
        Same(p, 1.6276901f, -3.2553802f);
        using SGD n = torch.optim.SGD(new[] { q }, 0.1, momentum: 0.9, weight_decay: 0.1, nesterov: true);
        Descend(n, q, 2);
        Same(q, 0.19110101f, -0.38220203f);
    }

    /// <summary>The numbers are of the real package.</summary>
    [TestMethod]
    public void VariantsOfAdamW()
    {
        var p = new Parameter(tensor(new double[] { 1, -2 }));
        using AdamW o = torch.optim.AdamW(new[] { p }, 0.1, 0.8, 0.9, 1e-3, 0.2, amsgrad: true, maximize: true);
        for (int i = 0; i < 4; i++)
        {
            o.zero_grad();
            (p * p * p).sum().backward();
            o.step();
        }

        Assert.IsTrue(p.detach().allclose(tensor(new[] { 1.3117858487820775, -1.4627137155824566 }), 1e-14, 0));
    }

    [TestMethod]
    public void BadOptionsAreRefused()
    {
        Parameter[] p = [P(1)];
        Assert.ThrowsExactly<ArgumentException>(() => torch.optim.SGD(p, -1));
        Assert.ThrowsExactly<ArgumentException>(() => torch.optim.SGD(p, 0.1, momentum: -1));
        Assert.ThrowsExactly<ArgumentException>(() => torch.optim.SGD(p, 0.1, nesterov: true));
        Assert.ThrowsExactly<ArgumentException>(() => torch.optim.AdamW(p, -1));
        Assert.ThrowsExactly<ArgumentException>(() => torch.optim.AdamW(p, beta1: 2));
        Assert.ThrowsExactly<ArgumentException>(() => torch.optim.AdamW(p, beta2: 1));
        Assert.ThrowsExactly<ArgumentException>(() => torch.optim.AdamW(p, eps: -1));
        Assert.ThrowsExactly<ArgumentException>(() => torch.optim.AdamW(p, weight_decay: -1));
    }

    [TestMethod]
    public void SchedulersCountAndJump()
    {
        using SGD o = torch.optim.SGD(new[] { P(1) }, 0.1);
        var lambda = torch.optim.lr_scheduler.LambdaLR(o, e => 1.0 / (1 + e));
        var rates = new List<double>();
        for (int i = 0; i < 4; i++)
        {
            rates.Add(lambda.get_last_lr().Single());
            lambda.step();
        }

        CollectionAssert.AreEqual(new[] { 0.1, 0.05, 0.1 * (1.0 / 3), 0.025 }, rates);
        lambda.step(9);
        Assert.AreEqual(0.01, lambda.get_last_lr().Single(), 1e-12);

        using SGD s = torch.optim.SGD(new[] { P(1) }, 0.1);
        var steps = torch.optim.lr_scheduler.StepLR(s, 2, 0.5);
        steps.step(9);
        Assert.AreEqual(0.00625, steps.get_last_lr().Single(), 1e-12);
        steps.step();
        Assert.AreEqual(0.003125, s.ParamGroups.Single().LearningRate, 1e-12);
    }

    private static Parameter P(params float[] values) => new(tensor(values));

    private static void Same(Tensor t, params float[] expected) => Assert.IsTrue(t.detach().allclose(tensor(expected), 1e-5, 1e-7));

    private static byte[] Bytes(OptimizerHelper o)
    {
        var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        o.save_state_dict(writer);
        writer.Flush();
        return stream.ToArray();
    }

    private static void Descend(torch.optim.Optimizer o, Parameter p, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            o.zero_grad();
            (p * p).sum().backward();
            o.step();
        }
    }

    /// <summary>Momentum, written as a user of the package would.</summary>
    private sealed class Heavy : OptimizerHelper
    {
        public Heavy(IEnumerable<Parameter> parameters, double lr)
        {
            _defaults = new Settings { LearningRate = lr, InitialLearningRate = lr, Momentum = 0.8 };
            _parameter_groups = new List<ParamGroup>();
            add_param_group(new Group(parameters));
        }

        public bool GradEnabledInBody { get; private set; }

        public Tensor MadeInBody { get; private set; }

        public override void add_param_group(ParamGroup param_group)
        {
            var defaults = (Settings)_defaults;
            param_group.Options ??= new Settings { LearningRate = defaults.LearningRate, InitialLearningRate = defaults.InitialLearningRate, Momentum = defaults.Momentum };
            _parameter_groups.Add(param_group);
            foreach (Parameter p in param_group.Parameters)
            {
                var state = new Velocity(p);
                state.Initialize(param_group.Options);
                _state[p.Handle] = state;
            }
        }

        public override Tensor step(Func<Tensor> closure = null) => _step<Group>(
            group =>
            {
                GradEnabledInBody = is_grad_enabled();
                MadeInBody = ones(1);
                foreach (Parameter p in group.Parameters)
                {
                    if (p.grad is Tensor gradient)
                    {
                        var state = (Velocity)_state[p.Handle];
                        state.Buffer.mul_(group.Options.Momentum).add_(gradient);
                        p.add_(state.Buffer, alpha: -group.LearningRate);
                    }
                }
            },
            closure);

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            foreach ((nint _, OptimizerState state) in _state)
            {
                ((Velocity)state).Buffer.Dispose();
            }
        }

        private sealed class Settings : OptimizerOptions
        {
            public double Momentum { get; set; }
        }

        private sealed class Group(IEnumerable<Parameter> parameters, Settings settings = null) : ParamGroup<Settings>(parameters, settings);

        private sealed class Velocity(Parameter parameter) : OptimizerState(parameter)
        {
            public Tensor Buffer { get; private set; }

            public override void Initialize(OptimizerOptions options) => Buffer = zeros_like(_parameter).DetachFromDisposeScope();

            public override void SaveStateDict(BinaryWriter writer) => Buffer.Save(writer);

            public override void LoadStateDict(BinaryReader reader) => Buffer.Load(reader);

            public override void LoadStateDict(OptimizerState source) => Buffer.copy_(((Velocity)source).Buffer);
        }
    }
}
