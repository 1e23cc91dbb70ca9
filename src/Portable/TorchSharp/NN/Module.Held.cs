using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        // Most layers are native in TorchSharp 0.102 and keep their tensors alive themselves: what a dispose scope takes,
        // and what `layer.weight` returns, are further objects for the same tensors.
        public partial class Module
        {
            private readonly Dictionary<string, Tensor> held = [];
            private bool isDisposed;

            internal void Hold(string name, Tensor tensor, Device device = null, ScalarType? dtype = null, bool buffer = false)
            {
                Tensor placed = tensor;
                if (device is not null || dtype is not null)
                {
                    placed = tensor.to(dtype is ScalarType type && tensor.is_floating_point() ? type : tensor.dtype, device ?? tensor.device);
                    tensor.Dispose();
                }

                if (buffer)
                {
                    register_buffer(name, placed);
                }
                else
                {
                    placed = new Parameter(placed);
                    register_parameter(name, (Parameter)placed);
                }

                held[name] = new Tensor(placed.SharedHandle()).DetachFromDisposeScope();
            }

            /// <summary>The layer's own tensor; null where it has none of that name.</summary>
            internal Tensor Held(string name) =>
                isDisposed ? throw new ObjectDisposedException(GetType().FullName) : held.GetValueOrDefault(name);

            internal Parameter Shared(string name) => Held(name) is Tensor t ? new Parameter(t.SharedHandle()) : null;

            internal Tensor SharedBuffer(string name) => Held(name) is Tensor t ? new Tensor(t.SharedHandle()) : null;

            internal void Replace(string name, Tensor value)
            {
                Held(name)?.Dispose();
                held.Remove(name);
                if (value is not null)
                {
                    held[name] = new Tensor(value.SharedHandle()).DetachFromDisposeScope();
                }

                Put(name, value);
            }

            /// <summary>Puts a tensor in the place of the registered one; null takes it out.</summary>
            internal void Put(string name, Tensor value)
            {
                if (value is Parameter p)
                {
                    ownParameters[name] = p;
                }
                else if (value is not null)
                {
                    ownBuffers[name] = (value, true);
                }
                else if (!ownParameters.Remove(name))
                {
                    ownBuffers.Remove(name);
                }
            }

            /// <summary>
            /// Moves all tensors, the floating-point ones also to a type. The objects and their handles stay what they are.
            /// </summary>
            internal void Move(Device device, ScalarType? dtype)
            {
                if (dtype is ScalarType type && !is_floating_point(type))
                {
                    throw new ArgumentException($"nn.Module.to only accepts floating point or complex types, but got desired dtype={type}");
                }

                foreach (Module m in submodules.Values)
                {
                    m.Move(device, dtype);
                }

                foreach ((string name, Tensor tensor) in named_parameters(false).Select(p => (p.name, (Tensor)p.parameter)).Concat(named_buffers(false)))
                {
                    Move(held.GetValueOrDefault(name, tensor), device, dtype);
                }
            }

            private static void Move(Tensor tensor, Device device, ScalarType? dtype)
            {
                ScalarType type = dtype is ScalarType asked && tensor.is_floating_point() ? asked : tensor.dtype;
                Device place = device ?? tensor.device;
                if (type == tensor.dtype && place.type == tensor.device_type && (place.index < 0 || place.index == tensor.device_index))
                {
                    return;
                }

                using IDisposable noGrad = no_grad();
                using Tensor moved = tensor.to(type, place);
                using Tensor grad = tensor.grad;
                tensor.SetData(moved);
                if (grad is not null)
                {
                    using Tensor movedGrad = grad.to(type, place);
                    grad.SetData(movedGrad);
                }
            }
        }
    }
}
