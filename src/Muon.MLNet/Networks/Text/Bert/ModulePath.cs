using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks.Text.Bert;

/// <summary>Modules at a path such as <c>attention.self.query</c>, without a class for each of its parts.</summary>
internal static class ModulePath
{
    /// <summary>Registers a module; the parts of the path that are not there yet are made.</summary>
    /// <returns>The module.</returns>
    public static T Add<T>(nn.Module root, string path, T module)
        where T : nn.Module
    {
        int dot = path.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            root.register_module(path, module);
            return module;
        }

        string first = path[..dot];
        nn.Module? branch = root.named_children().FirstOrDefault(child => string.Equals(child.name, first, StringComparison.Ordinal)).module;
        if (branch is null)
        {
            branch = new Branch();
            root.register_module(first, branch);
        }

        return Add(branch, path[(dot + 1)..], module);
    }

    private sealed class Branch() : nn.Module(nameof(Branch));
}
