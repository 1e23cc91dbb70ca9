using TorchSharp;
using TorchSharp.Modules;

namespace Muon.MLNet.Tests.Optimization;

/// <summary>A module that only holds parameters under given paths; dots nest.</summary>
internal sealed class ParameterBag : torch.nn.Module
{
    private readonly Dictionary<string, ParameterBag> _children = [];

    public ParameterBag()
        : base("bag")
    {
    }

    public ParameterBag(params (string Path, torch.Tensor Value)[] parameters)
        : this()
    {
        foreach ((string path, torch.Tensor value) in parameters)
        {
            Add(path, value);
        }
    }

    public Parameter Get(string path) => get_parameter(path)!;

    public Parameter Add(string path, torch.Tensor value)
    {
        ParameterBag node = this;
        string[] names = path.Split('.');
        foreach (string name in names[..^1])
        {
            if (!node._children.TryGetValue(name, out ParameterBag? child))
            {
                node._children.Add(name, child = new ParameterBag());
                node.register_module(name, child);
            }

            node = child;
        }

        var parameter = new Parameter(value);
        node.register_parameter(names[^1], parameter);
        return parameter;
    }
}
