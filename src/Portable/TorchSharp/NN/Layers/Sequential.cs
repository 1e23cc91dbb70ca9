using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    public class Sequential : Module<Tensor, Tensor>
    {
        private readonly List<IModule<Tensor, Tensor>> steps = [];

        internal Sequential(IEnumerable<(string, Module<Tensor, Tensor>)> modules)
            : base("torch::nn::SequentialImpl")
        {
            foreach ((string name, Module<Tensor, Tensor> module) in modules)
            {
                append(name, module);
            }
        }

        internal Sequential(IEnumerable<Module<Tensor, Tensor>> modules)
            : this(modules.Select((m, i) => ($"{i}", m)))
        {
        }

        public IModule<Tensor, Tensor> this[int index] => steps[index];

        public Sequential append(IModule<Tensor, Tensor> module) => append($"{steps.Count}", module);

        public Sequential append(string name, IModule<Tensor, Tensor> module)
        {
            register_module(name, (Module)module);
            steps.Add(module);
            return this;
        }

        /// <summary>What flows between the steps is disposed as soon as the next step has it.</summary>
        public override Tensor forward(Tensor tensor)
        {
            if (steps.Count == 0)
            {
                return tensor.alias();
            }

            Tensor current = steps[0].call(tensor);
            foreach (IModule<Tensor, Tensor> step in steps.Skip(1))
            {
                Tensor next = step.call(current);
                current.Dispose();
                current = next;
            }

            return current;
        }

        private protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            steps.Clear();
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) => new(modules);

            public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);

            public static Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) => new(modules);

            public static Sequential Sequential() => new(Array.Empty<Module<Tensor, Tensor>>());
        }
    }
}
