using System.Reflection;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A tree of parameters, buffers and submodules.</summary>
        public partial class Module : IDisposable
        {
            private readonly OrderedDict<string, Module> submodules = new();
            private readonly OrderedDict<string, Parameter> ownParameters = new();
            private readonly OrderedDict<string, (Tensor buffer, bool persistent)> ownBuffers = new();
            private readonly string name;
            private bool isTraining = true;
            private bool isRegistered;

            protected Module(string name) => this.name = name;

            public virtual bool training => isTraining;

            public virtual string GetName() => name;

            public virtual void train(bool train = true)
            {
                isTraining = train;
                foreach (Module m in submodules.Values)
                {
                    m.train(train);
                }
            }

            public virtual void eval() => train(false);

            public virtual Module apply(Action<Module> fn)
            {
                foreach (Module m in submodules.Values)
                {
                    m.apply(fn);
                }

                fn(this);
                return this;
            }

            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (Parameter p in parameters())
                {
                    using Tensor grad = p.grad;
                    if (set_to_none)
                    {
                        p.grad = null;
                    }
                    else
                    {
                        grad?.zero_();
                    }
                }
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            private protected virtual void Dispose(bool disposing)
            {
                if (!disposing)
                {
                    return;
                }

                foreach (IDisposable d in (IEnumerable<IDisposable>)[.. submodules.Values, .. ownParameters.Values, .. ownBuffers.Values.Select(b => b.buffer), .. held.Values])
                {
                    d.Dispose();
                }

                submodules.Clear();
                ownParameters.Clear();
                ownBuffers.Clear();
                held.Clear();
                isDisposed = true;
            }

            // -- Registration ------------------------------------------------------------------------------------------


            public virtual void register_module(string name, Module submodule)
            {
                if (submodule is null)
                {
                    submodules.Remove(name);
                    return;
                }

                if (name.Contains('.'))
                {
                    throw new ArgumentException($"module name can't contain \".\", got: {name}");
                }

                if (name.Length == 0)
                {
                    throw new ArgumentException("module name can't be empty string \"\"");
                }

                if (submodules.ContainsKey(name))
                {
                    throw new InvalidOperationException($"Sub-module {name} is already registered.");
                }

                submodule.RegisterComponents();
                submodules.Add(name, submodule);
            }

            public virtual void register_parameter(string name, Parameter param)
            {
                ArgumentNullException.ThrowIfNull(param);
                if (ownParameters.ContainsKey(name))
                {
                    throw new InvalidOperationException($"Parameter {name} is already registered.");
                }

                ownParameters.Add(name, param);
            }

            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                if (ownBuffers.ContainsKey(name))
                {
                    throw new InvalidOperationException($"Tensor {name} is already registered.");
                }

                ownBuffers.Add(name, (tensor, persistent));
            }

            /// <summary>Registers the fields that hold modules, parameters and tensors now; later calls do nothing.</summary>
            protected virtual void RegisterComponents()
            {
                if (isRegistered)
                {
                    return;
                }

                isRegistered = true;
                const BindingFlags own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
                for (Type type = GetType(); type.Assembly != typeof(Module).Assembly; type = type.BaseType)
                {
                    foreach (FieldInfo field in type.GetFields(own))
                    {
                        switch (field.GetValue(this))
                        {
                            case Module m when !submodules.ContainsKey(field.Name):
                                register_module(field.Name, m);
                                break;
                            case Parameter p when !ownParameters.ContainsKey(field.Name):
                                register_parameter(field.Name, p);
                                break;
                            case Tensor t and not Modules.Parameter when !ownBuffers.ContainsKey(field.Name):
                                register_buffer(field.Name, t);
                                break;
                        }
                    }
                }
            }

            // -- Enumeration -------------------------------------------------------------------------------------------

            public virtual IEnumerable<(string name, Module module)> named_children() => submodules;

            public virtual IEnumerable<(string name, Module module)> named_modules() =>
                submodules.Concat(Below(m => m.named_modules()));

            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                IEnumerable<(string, Parameter)> all = ownParameters;
                return (recurse ? all.Concat(Below(m => m.named_parameters())) : all).DistinctBy(p => p.Item2, ByReference);
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(p => p.parameter);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                IEnumerable<(string, Tensor)> all = ownBuffers
                    .Where(b => include_nonpersistent || b.Item2.persistent)
                    .Select(b => (b.Item1, b.Item2.buffer));
                return (recurse ? all.Concat(Below(m => m.named_buffers(true, include_nonpersistent))) : all).DistinctBy(b => b.Item2, ByReference);
            }

            public virtual Parameter get_parameter(string target) => named_parameters().FirstOrDefault(p => p.name == target).parameter;

            public virtual Tensor get_buffer(string target) => named_buffers().FirstOrDefault(b => b.name == target).buffer;

            private static IEqualityComparer<Tensor> ByReference => ReferenceEqualityComparer.Instance;

            private IEnumerable<(string, T)> Below<T>(Func<Module, IEnumerable<(string, T)>> items) =>
                submodules.SelectMany(m => items(m.Item2).Select(i => ($"{m.Item1}.{i.Item1}", i.Item2)));
        }
    }
}
