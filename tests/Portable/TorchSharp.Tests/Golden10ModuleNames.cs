using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Muon.Portable.Torch.Tests;

/// <summary>
/// 10_module_names. Outside of the portable subset: parameterList, lstm, gru and mha (ParameterList and those layers are
/// called by neither product nor samples).
/// </summary>
internal static class Golden10ModuleNames
{
    public static void Run(Golden10ModuleCase recorded)
    {
        recorded.Check("nested", () => Describe(new Nested()));
        recorded.Check("sequentialUnnamed", () => Describe(Sequential(Linear(1, 2), ReLU(), Linear(2, 1))));
        recorded.Check("sequentialNamed", () => Describe(Sequential(("b", Linear(1, 2)), ("a", Linear(2, 1)))));
        recorded.Check("moduleList", () => Describe(new Listed()));
        recorded.Check("late", () => Describe(new Late()));
        recorded.Check("noRegister", () => Describe(new Unregistered()));
        recorded.Check("derived", () => Describe(new Derived()));
        recorded.Check("shared", () => Describe(new Shared()));
        recorded.Check("nullField", () => Describe(new WithNull()));
        recorded.Check("layerNorm", () => Describe(LayerNorm(4)));
        recorded.Check("embedding", () => Describe(Embedding(5, 2)));
        recorded.Check("duplicateRegister", () => new Registrar().Twice("l"));
    }

    public static object Describe(Module m) => new
    {
        state_dict = m.state_dict().Select(e => $"{e.Key} {Shape(e.Value)} {e.Value.dtype}"),
        named_parameters = m.named_parameters().Select(p => p.name),
        parameters = m.parameters().Select(Shape),
        named_buffers = m.named_buffers().Select(b => b.name),
        named_modules = m.named_modules().Select(c => $"{c.name}:{c.module.GetType().Name}"),
        named_children = m.named_children().Select(c => c.name),
        getName = m.GetName(),
    };

    private static string Shape(Tensor t) => string.Join('x', t.shape);

#pragma warning disable CS0414, CS0169, IDE0051, IDE0052 // the fields are there for RegisterComponents
    private sealed class Nested : Module
    {
        private readonly BatchNorm2d bn = BatchNorm2d(4);
        private readonly Conv2d c = Conv2d(1, 4, 3);
        private readonly ModuleList<Module> list = ModuleList(Linear(2, 3), (Module)Linear(3, 2));
        private readonly ModuleDict<Module> dict = ModuleDict(("x", (Module)Linear(2, 2)), ("a", Linear(2, 1)));
        private readonly Sequential seq = Sequential(("one", Linear(2, 2)), ("act", ReLU()), ("two", Linear(2, 2, hasBias: false)));
        private readonly Parameter p = Parameter(ones(3));

        public Nested()
            : base("n")
        {
            register_buffer("buf", zeros(2));
            RegisterComponents();
        }
    }

    private sealed class Listed : Module
    {
        private readonly ModuleList<Module<Tensor, Tensor>> layers = ModuleList<Module<Tensor, Tensor>>(Linear(1, 1), Linear(1, 2));

        public Listed()
            : base("l") => RegisterComponents();
    }

    private sealed class Late : Module
    {
        private readonly Linear a = Linear(1, 1);
        private readonly Linear b;

        public Late()
            : base("late")
        {
            RegisterComponents();
            b = Linear(1, 1);
        }
    }

    private sealed class Unregistered : Module
    {
        private readonly Linear a = Linear(1, 1);

        public Unregistered()
            : base("noreg")
        {
        }
    }

    private class Base : Module
    {
        protected readonly Linear a = Linear(1, 1);

        public Base()
            : base("base") => RegisterComponents();
    }

    private sealed class Derived : Base
    {
        private readonly Linear b;

        public Derived()
        {
            b = Linear(1, 1);
            RegisterComponents();
        }
    }

    private sealed class Shared : Module
    {
        private readonly Linear a = Linear(1, 1);
        private readonly Linear b;

        public Shared()
            : base("sh")
        {
            b = a;
            RegisterComponents();
        }
    }

    private sealed class WithNull : Module
    {
        private readonly Linear a;
        private readonly Linear b = Linear(1, 1);

        public WithNull()
            : base("nf") => RegisterComponents();
    }

    private sealed class Registrar : Module
    {
        public Registrar()
            : base("registrar")
        {
        }

        public object Twice(string name)
        {
            register_module(name, Linear(1, 1));
            register_module(name, Linear(1, 1));
            return "ok";
        }
    }
}
