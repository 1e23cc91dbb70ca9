using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    public class AdamW : OptimizerHelper
    {
        internal AdamW(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : this([new ParamGroup(parameters, null as Options)], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
        {
        }

        internal AdamW(IEnumerable<ParamGroup> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        {
            Refuse(lr < 0, $"Invalid learning rate: {lr}");
            Refuse(beta1 is < 0 or >= 1, $"Invalid beta1: {beta1}");
            Refuse(beta2 is < 0 or >= 1, $"Invalid beta2: {beta2}");
            Refuse(eps < 0, $"Invalid ε: {eps}");
            Refuse(weight_decay < 0, $"Invalid weight_decay value: {weight_decay}");
            _defaults = new Options
            {
                LearningRate = lr, InitialLearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize,
            };
            _parameter_groups = [];
            foreach (ParamGroup g in parameters)
            {
                add_param_group(g);
            }
        }

        public override void add_param_group(Modules.ParamGroup param_group) => AddGroup<Options>(param_group, Complete, p => new State(p));

        public override Tensor step(Func<Tensor> closure = null) => _step<ParamGroup>(Update, closure);

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
            o.beta1 ??= d.beta1;
            o.beta2 ??= d.beta2;
            o.eps ??= d.eps;
            o.weight_decay ??= d.weight_decay;
            o.amsgrad ??= d.amsgrad;
            o.maximize ??= d.maximize;
        }

        private void Update(ParamGroup group)
        {
            Options o = group.Options;
            double lr = o.LearningRate.Value, beta1 = o.beta1.Value, beta2 = o.beta2.Value, decay = o.weight_decay.Value;
            foreach (Parameter p in group.Parameters)
            {
                Tensor grad = p.grad;
                if (grad is null)
                {
                    continue;
                }

                var state = (State)_state[p.Handle];
                state.step++;
                grad = o.maximize.Value ? -grad : grad;
                if (decay != 0)
                {
                    p.mul_(1 - (lr * decay));
                }

                state.exp_avg.mul_(beta1).add_(grad, 1 - beta1);
                state.exp_avg_sq.mul_(beta2).addcmul_(grad, grad, 1 - beta2);
                Tensor second = state.exp_avg_sq;
                if (o.amsgrad.Value)
                {
                    second = state.max_exp_avg_sq.copy_(state.max_exp_avg_sq.maximum(second));
                }

                double correction1 = 1 - Math.Pow(beta1, state.step), correction2 = 1 - Math.Pow(beta2, state.step);
                Tensor denominator = second.sqrt().div_(Math.Sqrt(correction2)).add_(o.eps.Value);
                p.addcdiv_(state.exp_avg, denominator, -lr / correction1);
            }
        }

        public class Options : OptimizerOptions
        {
            internal double? beta1;
            internal double? beta2;
            internal double? eps;
            internal double? weight_decay;
            internal bool? amsgrad;
            internal bool? maximize;

            public override void SaveStateDict(BinaryWriter writer)
            {
                base.SaveStateDict(writer);
                writer.Write(beta1.Value);
                writer.Write(beta2.Value);
                writer.Write(eps.Value);
                writer.Write(weight_decay.Value);
                writer.Write(amsgrad.Value);
                writer.Write(maximize.Value);
            }

            public override void LoadStateDict(BinaryReader reader)
            {
                base.LoadStateDict(reader);
                beta1 = reader.ReadDouble();
                beta2 = reader.ReadDouble();
                eps = reader.ReadDouble();
                weight_decay = reader.ReadDouble();
                amsgrad = reader.ReadBoolean();
                maximize = reader.ReadBoolean();
            }

            public override void LoadStateDict(OptimizerOptions source)
            {
                base.LoadStateDict(source);
                var o = source as Options;
                (beta1, beta2, eps, weight_decay, amsgrad, maximize) = (o.beta1, o.beta2, o.eps, o.weight_decay, o.amsgrad, o.maximize);
            }
        }

        public class ParamGroup : ParamGroup<Options>
        {
            public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
                : base(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize })
            {
            }

            public ParamGroup(IEnumerable<Parameter> parameters, Options options)
                : base(parameters, options)
            {
            }
        }

        internal sealed class State : OptimizerState, IDisposable
        {
            public long step;
            public Tensor exp_avg;
            public Tensor exp_avg_sq;
            public Tensor max_exp_avg_sq;

            public State(Parameter parameter)
                : base(parameter)
            {
            }

            public void Dispose()
            {
                exp_avg.Dispose();
                exp_avg_sq.Dispose();
                max_exp_avg_sq?.Dispose();
            }

            public override void Initialize(OptimizerOptions options)
            {
                step = 0;
                exp_avg = ZerosLikeParameter();
                exp_avg_sq = ZerosLikeParameter();
                max_exp_avg_sq = (options as Options).amsgrad.Value ? ZerosLikeParameter() : null;
            }

            public override void to(Device device)
            {
                Move(ref exp_avg, device);
                Move(ref exp_avg_sq, device);
                Move(ref max_exp_avg_sq, device);
            }

            public override void SaveStateDict(BinaryWriter writer)
            {
                writer.Write(step);
                exp_avg.Save(writer);
                exp_avg_sq.Save(writer);
                SaveConditionalStateTensor(writer, max_exp_avg_sq);
            }

            public override void LoadStateDict(BinaryReader reader)
            {
                step = reader.ReadInt64();
                Load(reader, ref exp_avg);
                Load(reader, ref exp_avg_sq);
                LoadConditionalStateTensor(reader, ref max_exp_avg_sq, _parameter.device);
            }

            public override void LoadStateDict(OptimizerState source)
            {
                var s = source as State;
                step = s.step;
                Copy(s.exp_avg, ref exp_avg);
                Copy(s.exp_avg_sq, ref exp_avg_sq);
                Copy(s.max_exp_avg_sq, ref max_exp_avg_sq);
            }
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static AdamW AdamW(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

            public static AdamW AdamW(IEnumerable<Modules.AdamW.ParamGroup> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
        }
    }
}
