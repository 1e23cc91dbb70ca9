using TorchSharp.Modules;

namespace Muon.MLNet;

/// <summary>A parameter that is trained, the decision for it, and what the optimizer remembers of it.</summary>
internal sealed record TrainedParameter(Parameter Value, RoutingRow Row, ParameterState State);
