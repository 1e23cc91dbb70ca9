using System.Collections;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>What it holds when it becomes part of another module is registered under its index; later changes are not.</summary>
    public class ModuleList<T> : Module, IEnumerable<T>
        where T : Module
    {
        private readonly List<T> items;
        private bool isListed;

        public ModuleList(params T[] modules)
            : base("ModuleList") => items = [.. modules];

        public int Count => items.Count;

        public T this[int index]
        {
            get => items[index];
            set => items[index] = value;
        }

        public void Add(T item) => items.Add(item);

        public void append(params T[] parameters) => items.AddRange(parameters);

        public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        protected override void RegisterComponents()
        {
            for (int i = 0; i < items.Count && !isListed; i++)
            {
                register_module($"{i}", items[i]);
            }

            isListed = true;
        }
    }

    /// <summary>As <see cref="ModuleList{T}"/>, with names.</summary>
    public class ModuleDict<T> : Module, IEnumerable<ValueTuple<string, T>>
        where T : Module
    {
        private readonly OrderedDict<string, T> items = new();
        private bool isListed;

        public ModuleDict()
            : base("ModuleDict")
        {
        }

        public T this[string key]
        {
            get => items[key];
            set => items[key] = value;
        }

        public void Add(string key, T value) => items.Add(key, value);

        public IEnumerator<ValueTuple<string, T>> GetEnumerator() => items.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        protected override void RegisterComponents()
        {
            foreach ((string name, T module) in isListed ? [] : items)
            {
                register_module(name, module);
            }

            isListed = true;
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static ModuleList<Module> ModuleList(params Module[] modules) => new(modules);

            public static ModuleList<T> ModuleList<T>(params T[] modules)
                where T : Module => new(modules);

            public static ModuleDict<Module> ModuleDict(params (string, Module)[] modules)
            {
                var dict = new ModuleDict<Module>();
                foreach ((string name, Module module) in modules)
                {
                    dict.Add(name, module);
                }

                return dict;
            }
        }
    }
}
