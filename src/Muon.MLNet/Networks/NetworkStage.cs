using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks;

/// <summary>A part of a network that is frozen as a whole.</summary>
/// <param name="Name">Its name, that of its module where it is one.</param>
/// <param name="Modules">Its modules.</param>
internal sealed record NetworkStage(string Name, IReadOnlyList<nn.Module> Modules)
{
    /// <summary>Gets the parameters that belong to the stage but lie in the network itself.</summary>
    public IReadOnlyList<Parameter> Own { get; init; } = [];

    /// <summary>All parameters of the stage.</summary>
    public IEnumerable<Parameter> AllParameters() => Own.Concat(Modules.SelectMany(module => module.parameters()));
}
