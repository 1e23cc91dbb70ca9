using static TorchSharp.torch;

namespace Muon.MLNet;

/// <content>The state by name, for files of our own. Writing into these tensors restores it.</content>
public sealed partial class MuonOptimizer
{
    /// <summary>The numbers that belong to no parameter.</summary>
    internal OptimizerCounters Counters
    {
        get
        {
            MuonGroupOptions group = _group.Options;
            return new OptimizerCounters(group.Steps, _group.LearningRate, _group.InitialLearningRate, group.Scheduled, group.LossScale, group.GoodSteps);
        }

        set
        {
            MuonGroupOptions group = _group.Options;
            _group.LearningRate = value.LearningRate;
            _group.InitialLearningRate = value.InitialLearningRate;
            (group.Steps, group.Scheduled, group.LossScale, group.GoodSteps) = (value.Steps, value.Scheduled, value.LossScale, value.GoodSteps);
        }
    }

    /// <summary>The tensors of the state themselves: the path of the parameter, a colon, and what is remembered.</summary>
    internal IEnumerable<(string Name, Tensor Value)> StateTensors =>
        _trained.SelectMany(parameter => parameter.State.Named().Select(named => ($"{parameter.Row.Path}:{named.Name}", named.Value)));
}
