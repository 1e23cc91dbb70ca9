using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Muon.Portable.Torch.Tests.NN;

[TestClass]
public sealed class ModuleTests
{
    [ClassCleanup]
    public static void Release() => LeftToFinalizers.Release();

    [TestMethod]
    public void RegistrationRefusesBadNamesAndDoubles()
    {
        var m = new Plain();
        Assert.ThrowsExactly<ArgumentException>(() => m.register_module("a.b", Linear(1, 1)));
        Assert.ThrowsExactly<ArgumentException>(() => m.register_module("", Linear(1, 1)));
        m.register_parameter("p", new Parameter(ones(1)));
        Assert.ThrowsExactly<InvalidOperationException>(() => m.register_parameter("p", new Parameter(ones(1))));
        Assert.ThrowsExactly<ArgumentNullException>(() => m.register_parameter("q", null));
        m.register_buffer("b", ones(1));
        Assert.ThrowsExactly<InvalidOperationException>(() => m.register_buffer("b", ones(1)));
        Assert.ThrowsExactly<ArgumentNullException>(() => m.register_buffer("c", null));
    }

    [TestMethod]
    public void BuffersThatDoNotPersistAreNotState()
    {
        var m = new Plain();
        m.register_buffer("kept", ones(1));
        m.register_buffer("passing", ones(1), persistent: false);
        CollectionAssert.AreEqual(new[] { "kept" }, m.state_dict().Keys);
        Assert.IsNotNull(m.get_buffer("passing"));
        CollectionAssert.AreEqual(new[] { "kept" }, m.named_buffers(true, false).Select(b => b.name).ToArray());
    }

    [TestMethod]
    public void TargetsAreFoundByTheirPath()
    {
        Sequential s = Sequential(("l1", Linear(2, 3)), ("bn", BatchNorm1d(3)), ("inner", Sequential(Linear(3, 2))));
        Assert.IsNotNull(s.get_parameter("l1.weight"));
        Assert.IsNotNull(s.get_parameter("inner.0.weight"));
        Assert.IsNull(s.get_parameter("l1"));
        Assert.IsNull(s.get_parameter("weight"));
        Assert.IsNotNull(s.get_buffer("bn.running_mean"));
        Assert.IsNull(s.get_buffer("bn.nope"));
        Assert.IsFalse(s.named_parameters(recurse: false).Any());
        CollectionAssert.Contains(s.state_dict(null, "pre").Keys, "pre.inner.0.bias");
    }

    [TestMethod]
    public void TrainingModeReachesEveryLevel()
    {
        var inner = Sequential(Dropout());
        var outer = Sequential(Linear(1, 1), inner);
        outer.eval();
        Assert.IsFalse(outer.training || inner.training || ((Module)inner[0]).training);
        outer.train();
        Assert.IsTrue(outer.training && inner.training && ((Module)inner[0]).training);
    }

    [TestMethod]
    public void ApplyVisitsChildrenFirst()
    {
        var visited = new List<string>();
        Sequential(Linear(1, 1), Sequential(ReLU())).apply(m => visited.Add(m.GetType().Name));
        CollectionAssert.AreEqual(new[] { "Linear", "ReLU", "Sequential", "Sequential" }, visited);
    }

    [TestMethod]
    public void ZeroGradClearsOrZeroes()
    {
        Linear m = Linear(2, 2);
        m.forward(ones(1, 2)).sum().backward();
        m.zero_grad(false);
        Assert.AreEqual(0f, m.weight.grad.abs().sum().item<float>());
        m.zero_grad();
        Assert.IsNull(m.weight.grad);
    }

    [TestMethod]
    public void ListsAndDictionariesAreFrozenWhenTheyBecomePartOfAModule()
    {
        ModuleList<Module> list = ModuleList((Module)Linear(1, 1));
        list.Add(Linear(1, 2));
        ModuleDict<Module> dict = ModuleDict(("a", (Module)Linear(1, 1)));
        var m = new Plain();
        Assert.AreEqual(0, list.state_dict().Count);
        m.register_module("list", list);
        m.register_module("dict", dict);
        string[] names = [.. m.state_dict().Keys];
        CollectionAssert.AreEqual(new[] { "list.0.weight", "list.0.bias", "list.1.weight", "list.1.bias", "dict.a.weight", "dict.a.bias" }, names);
        list.append(Linear(1, 1));
        dict.Add("b", Linear(1, 1));
        CollectionAssert.AreEqual(names, m.state_dict().Keys);
        Assert.AreEqual(3, list.Count);
        Assert.ThrowsExactly<KeyNotFoundException>(() => dict["c"]);
        Assert.ThrowsExactly<ArgumentException>(() => dict.Add("b", Linear(1, 1)));
    }

    [TestMethod]
    public void StateGoesFromOneModelToAnother()
    {
        Sequential Model() => Sequential(("c", Conv2d(1, 2, 3)), ("bn", BatchNorm2d(2)), ("f", Flatten()), ("l", Linear(8, 3)));
        Sequential first = Model(), second = Model();
        Tensor x = randn(5, 1, 4, 4);
        first.forward(x);
        first.eval();
        second.eval();
        Assert.IsFalse(first.forward(x).allclose(second.forward(x)));
        (IList<string> missing, IList<string> unexpected) = second.load_state_dict(first.state_dict());
        Assert.AreEqual(0, missing.Count + unexpected.Count);
        Assert.IsTrue(first.forward(x).Equals(second.forward(x)));
        Assert.IsTrue(second.parameters().All(p => p.requires_grad && p.is_leaf));
        Assert.AreEqual(1, second.get_buffer("bn.num_batches_tracked").item<long>());
    }

    [TestMethod]
    public void SkippedEntriesAreNeitherMissingNorLoaded()
    {
        Linear m = Linear(2, 2);
        float before = m.bias[0].item<float>();
        m.load_state_dict(new Dictionary<string, Tensor> { ["weight"] = ones(2, 2), ["bias"] = ones(2) }, skip: ["bias"]);
        Assert.AreEqual(1f, m.weight[0, 0].item<float>());
        Assert.AreEqual(before, m.bias[0].item<float>());
        m.load_state_dict(new Dictionary<string, Tensor> { ["weight"] = zeros(2, 2) }, skip: ["bias"]);
        Assert.AreEqual(0f, m.weight[0, 0].item<float>());
    }

    [TestMethod]
    public void FilesOfOtherModelsAreRefused()
    {
        using var file = new MemoryStream();
        Linear(2, 2).save(new BinaryWriter(file));
        Module Load(Module m)
        {
            file.Position = 0;
            return m.load(new BinaryReader(file));
        }

        Assert.ThrowsExactly<ArgumentException>(() => Load(Sequential(("x", Linear(2, 2)))));
        Assert.ThrowsExactly<ArgumentException>(() => Load(Linear(2, 3)));
        Assert.ThrowsExactly<ArgumentException>(() => Load(Linear(2, 2).to(float64)));
        Assert.IsTrue(file.CanRead);
        file.Position = 0;
        Linear(2, 2, hasBias: false).load(file, strict: false);
        Assert.IsFalse(file.CanRead);
    }

    [TestMethod]
    public void MovingKeepsTheModelAndItsGradients()
    {
        Sequential m = Sequential(("l", Linear(2, 2)), ("bn", BatchNorm1d(2)), ("ln", LayerNorm(2)));
        m.forward(randn(4, 2)).sum().backward();
        Assert.AreSame(m, m.to(float64));
        foreach ((string name, Parameter p) in m.named_parameters())
        {
            Assert.AreEqual(float64, p.dtype, name);
            Assert.AreEqual(float64, p.grad.dtype, name);
            Assert.IsTrue(p.requires_grad && p.is_leaf, name);
        }

        Assert.AreEqual(float64, m.get_buffer("bn.running_mean").dtype);
        Assert.AreEqual(int64, m.get_buffer("bn.num_batches_tracked").dtype);
        Assert.AreEqual(float64, m.forward(randn(4, 2, dtype: float64)).dtype);
        m.to("cpu").to(CPU, float32).cpu();
        Assert.AreEqual(float32, m.forward(randn(4, 2)).dtype);
    }

    [TestMethod]
    public void CudaIsRefusedWhereThereIsNone()
    {
        if (torch.cuda.is_available())
        {
            Assert.AreEqual(DeviceType.CUDA, Linear(2, 2).cuda().weight.device_type);
            return;
        }

        Assert.ThrowsExactly<InvalidOperationException>(() => Linear(2, 2).cuda());
    }

    [TestMethod]
    public void DisposingAModuleDisposesWhatItHolds()
    {
        long drift = LeftToFinalizers.CountedForGoodPerParameter(), before = LeftToFinalizers.LiveTensors();
        Sequential m = Sequential(("c", Conv2d(1, 2, 3)), ("bn", BatchNorm2d(2)), ("s", Sequential(Linear(2, 2), LayerNorm(2))), ("e", Embedding(3, 2)));
        Parameter p = m.parameters().First();
        long most = before + (drift * m.parameters().Count()); // not every layer of TorchSharp makes its parameters of a tensor
        m.Dispose();
        m.Dispose();
        Assert.IsTrue(p.IsInvalid);
        Assert.AreEqual(0, m.state_dict().Count);
        Assert.IsLessThanOrEqualTo(most, LeftToFinalizers.LiveTensors());
    }

    [TestMethod]
    public void ParametersTakeOverTheTensorOfTheirScope()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor t = ones(2);
        var p = new Parameter(t, requires_grad: false);
        Assert.IsTrue(t.IsInvalid);
        Assert.IsFalse(p.requires_grad);
        Assert.AreEqual(1, scope.DisposablesCount);
        Assert.ThrowsExactly<InvalidOperationException>(() => new Parameter(t));
    }

    [TestMethod]
    public void FieldsOfEveryLevelAreRegisteredOnce()
    {
        var m = new Third();
        CollectionAssert.AreEquivalent(new[] { "own.weight", "inherited.weight", "direct.weight" }, m.state_dict().Keys);
    }

    private sealed class Plain : Module
    {
        public Plain()
            : base("plain")
        {
        }
    }

    private class Second : Module
    {
        protected readonly Linear inherited = Linear(1, 1, hasBias: false);

        protected Second()
            : base("second")
        {
        }
    }

    private sealed class Third : Second
    {
        private readonly Linear own = Linear(1, 1, hasBias: false);
        private readonly Linear direct = Linear(1, 1, hasBias: false);

        public Third()
        {
            register_module("direct", direct);
            RegisterComponents();
            Assert.IsNotNull(own);
        }
    }
}
