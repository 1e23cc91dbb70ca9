using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public interface ILearningRateController
        {
            double LearningRate { get; set; }

            double InitialLearningRate { get; set; }
        }

        public abstract class Optimizer : IDisposable
        {
            protected IList<ParamGroup> _parameter_groups;

            /// <summary>There is no native optimizer here, nor is there one behind those that are written in C#.</summary>
            protected Optimizer(nint handle)
            {
            }

            ~Optimizer() => Dispose(false);

            public virtual IEnumerable<ILearningRateController> ParamGroups => _parameter_groups;

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
            }

            public virtual IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(g => g.Parameters);

            public virtual void add_param_group(ParamGroup param_group) => _parameter_groups.Add(param_group);

            public virtual Tensor step(Func<Tensor> closure = null) => closure?.Invoke();

            public virtual void zero_grad()
            {
                using IDisposable noGrad = no_grad();
                foreach (Parameter p in parameters())
                {
                    using Tensor grad = p.grad;
                    grad?.zero_();
                }
            }

            /// <summary>Options of every group, and states of all parameters in their order.</summary>
            public class StateDictionary
            {
                internal StateDictionary()
                {
                }

                internal List<OptimizerOptions> Options { get; } = [];

                public List<OptimizerState> State { get; } = [];
            }
        }
    }
}
