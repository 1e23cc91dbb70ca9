using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    public class SGD : OptimizerHelper
    {
        internal SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
        {
            Refuse(lr < 0, $"Invalid learning rate: {lr}");
            Refuse(momentum < 0, $"Invalid momentum value: {momentum}");
            Refuse(weight_decay < 0, $"Invalid weight_decay value: {weight_decay}");
            Refuse(nesterov && (momentum <= 0 || dampening != 0), "Nesterov momentum requires a momentum and zero dampening");
            _defaults = new Options
            {
                LearningRate = lr, InitialLearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize,
            };
            _parameter_groups = [];
            add_param_group(new ParamGroup<Options>(parameters));
        }

        public override void add_param_group(ParamGroup param_group) => AddGroup<Options>(param_group, Complete, p => new State(p));

        public override Tensor step(Func<Tensor> closure = null) => _step<ParamGroup<Options>>(Update, closure);

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing)
            {
                DisposeStates();
            }
        }

        private static void Complete(Options o, Options d)
        {
            o.momentum ??= d.momentum;
            o.dampening ??= d.dampening;
            o.weight_decay ??= d.weight_decay;
            o.nesterov ??= d.nesterov;
            o.maximize ??= d.maximize;
        }

        private void Update(ParamGroup<Options> group)
        {
            Options o = group.Options;
            foreach (Parameter p in group.Parameters)
            {
                Tensor grad = p.grad;
                if (grad is null)
                {
                    continue;
                }

                var state = (State)_state[p.Handle];
                grad = o.weight_decay != 0 ? grad.add(p, o.weight_decay.Value) : grad;
                if (o.momentum != 0)
                {
                    if (state.momentum_buffer is null)
                    {
                        state.momentum_buffer = grad.clone().DetachFromDisposeScope();
                    }
                    else
                    {
                        state.momentum_buffer.mul_(o.momentum.Value).add_(grad, 1 - o.dampening.Value);
                    }

                    grad = o.nesterov.Value ? grad.add(state.momentum_buffer, o.momentum.Value) : state.momentum_buffer;
                }

                p.add_(grad, o.maximize.Value ? o.LearningRate.Value : -o.LearningRate.Value);
            }
        }

        internal sealed class Options : OptimizerOptions
        {
            public double? momentum;
            public double? dampening;
            public double? weight_decay;
            public bool? nesterov;
            public bool? maximize;

            public override void SaveStateDict(BinaryWriter writer)
            {
                base.SaveStateDict(writer);
                writer.Write(momentum.Value);
                writer.Write(dampening.Value);
                writer.Write(weight_decay.Value);
                writer.Write(nesterov.Value);
                writer.Write(maximize.Value);
            }

            public override void LoadStateDict(BinaryReader reader)
            {
                base.LoadStateDict(reader);
                momentum = reader.ReadDouble();
                dampening = reader.ReadDouble();
                weight_decay = reader.ReadDouble();
                nesterov = reader.ReadBoolean();
                maximize = reader.ReadBoolean();
            }

            public override void LoadStateDict(OptimizerOptions source)
            {
                base.LoadStateDict(source);
                var o = source as Options;
                (momentum, dampening, weight_decay, nesterov, maximize) = (o.momentum, o.dampening, o.weight_decay, o.nesterov, o.maximize);
            }
        }

        internal sealed class State : OptimizerState, IDisposable
        {
            public Tensor momentum_buffer;

            public State(Parameter parameter)
                : base(parameter)
            {
            }

            public void Dispose() => momentum_buffer?.Dispose();

            public override void Initialize(OptimizerOptions options) => momentum_buffer = null;

            public override void to(Device device) => Move(ref momentum_buffer, device);

            public override void SaveStateDict(BinaryWriter writer) => SaveConditionalStateTensor(writer, momentum_buffer);

            public override void LoadStateDict(BinaryReader reader) => LoadConditionalStateTensor(reader, ref momentum_buffer, _parameter.device);

            public override void LoadStateDict(OptimizerState source) => Copy((source as State).momentum_buffer, ref momentum_buffer);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static SGD SGD(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);
        }
    }
}
