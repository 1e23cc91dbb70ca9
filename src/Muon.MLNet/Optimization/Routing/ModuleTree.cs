using TorchSharp;
using TorchSharp.Modules;

namespace Muon.MLNet;

/// <summary>The modules of a network in the order in which they were registered, and which of them owns which parameter.</summary>
internal sealed class ModuleTree
{
    private readonly Dictionary<IntPtr, List<torch.nn.Module>> _owners = [];
    private readonly List<torch.nn.Module> _modules = [];

    public ModuleTree(torch.nn.Module network) => Visit(network, []);

    /// <summary>The last linear or convolutional module, or null where there is none.</summary>
    public torch.nn.Module? LastLayer => _modules.FindLast(module => module is Linear or Convolution);

    /// <summary>The first convolutional module, which sees the input's own channels.</summary>
    public torch.nn.Module? FirstConvolution => _modules.Find(module => module is Convolution);

    /// <summary>The modules that hold a parameter directly; several where it is shared.</summary>
    public IReadOnlyList<torch.nn.Module> OwnersOf(Parameter parameter) =>
        _owners.TryGetValue(parameter.Handle, out List<torch.nn.Module>? owners) ? owners : [];

    // named_modules() walks breadth first; "last" must mean last in the order of the network, so walk depth first.
    private void Visit(torch.nn.Module module, HashSet<torch.nn.Module> seen)
    {
        if (!seen.Add(module))
        {
            return;
        }

        _modules.Add(module);
        foreach ((string _, Parameter parameter) in module.named_parameters(recurse: false))
        {
            if (!_owners.TryGetValue(parameter.Handle, out List<torch.nn.Module>? owners))
            {
                _owners.Add(parameter.Handle, owners = []);
            }

            owners.Add(module);
        }

        foreach ((string _, torch.nn.Module child) in module.named_children())
        {
            Visit(child, seen);
        }
    }
}
