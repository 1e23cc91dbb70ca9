using System.Text.Json.Nodes;

namespace Muon.MLNet.Benchmarks.Optimizer;

/// <summary>One step of Muon and AdamW in eager PyTorch.</summary>
internal sealed class OptimizerPeer : IDisposable
{
    private readonly PyTorchPeer _peer;

    private OptimizerPeer(PyTorchPeer peer) => _peer = peer;

    public string Version => _peer.Version;

    public static OptimizerPeer? Start(int threads, string device, out string reason) =>
        PyTorchPeer.Start(Path.Combine("Optimizer", "optimizer.py"), threads, device, out reason) is { } peer ? new OptimizerPeer(peer) : null;

    /// <summary>Gives it parameters of these shapes.</summary>
    public void Load(RoutingReport routing)
    {
        JsonArray parameters = [.. routing.Rows.Select(row => new JsonArray(
            new JsonArray([.. row.Shape.Select(size => JsonValue.Create(size))]), row.Rule is UpdateRule.Muon))];
        _peer.Ask(new JsonObject { ["parameters"] = parameters });
    }

    /// <summary>Milliseconds of one step.</summary>
    public double Step(string precision) => (double)_peer.Ask(new JsonObject { ["step"] = precision })["ms"]!;

    public void Dispose() => _peer.Dispose();
}
