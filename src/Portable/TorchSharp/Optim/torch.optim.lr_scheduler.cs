namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static class lr_scheduler
        {
            public static LRScheduler StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new impl.StepLR(optimizer, step_size, gamma, last_epoch, verbose);

            public static LRScheduler LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) =>
                new impl.LambdaLR(optimizer, lr_lambda, last_epoch, verbose);

            /// <summary>Sets the learning rates of an optimizer's groups per epoch; epoch 0 is set when it is made.</summary>
            public abstract class LRScheduler
            {
                private readonly bool verbose;

                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    Groups = [.. optimizer.ParamGroups];
                    Epoch = last_epoch;
                    this.verbose = verbose;
                    foreach (ILearningRateController g in last_epoch == -1 ? Groups : [])
                    {
                        g.InitialLearningRate = g.LearningRate;
                    }

                    BaseRates = Groups.ConvertAll(g => g.InitialLearningRate);
                }

                internal List<ILearningRateController> Groups { get; }

                internal List<double> BaseRates { get; }

                internal int Epoch { get; private set; }

                public IEnumerable<double> get_last_lr() => Groups.ConvertAll(g => g.LearningRate);

                public virtual void step() => Set(Epoch + 1, get_lr);

                /// <summary>Jumps to an epoch.</summary>
                public virtual void step(int? epoch) => Set(epoch ?? Epoch + 1, epoch is null ? get_lr : get_closed_form_lr);

                private protected virtual IEnumerable<double> get_lr() => BaseRates;

                private protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();

                private void Set(int epoch, Func<IEnumerable<double>> rates)
                {
                    Epoch = epoch;
                    foreach ((ILearningRateController group, double rate) in Groups.Zip(rates().ToArray()))
                    {
                        if (verbose && group.LearningRate != rate)
                        {
                            Console.WriteLine($"Adjusting learning rate to {rate}");
                        }

                        group.LearningRate = rate;
                    }
                }
            }

            internal static class impl
            {
                public class StepLR : LRScheduler
                {
                    private readonly int size;
                    private readonly double gamma;

                    public StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        size = step_size;
                        this.gamma = gamma;
                        step();
                    }

                    private protected override IEnumerable<double> get_lr() =>
                        get_last_lr().Select(rate => Epoch == 0 || Epoch % size != 0 ? rate : rate * gamma);

                    private protected override IEnumerable<double> get_closed_form_lr() =>
                        BaseRates.Select(rate => rate * Math.Pow(gamma, Epoch / size));
                }

                public class LambdaLR : LRScheduler
                {
                    private readonly Func<int, double> factor;

                    public LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        factor = lr_lambda;
                        step();
                    }

                    private protected override IEnumerable<double> get_lr() => BaseRates.Select(rate => rate * factor(Epoch));
                }
            }
        }
    }
}
