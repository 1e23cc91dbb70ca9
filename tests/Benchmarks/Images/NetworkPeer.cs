using System.Text.Json.Nodes;

namespace Muon.MLNet.Benchmarks.Images;

/// <summary>The same networks in eager PyTorch.</summary>
internal sealed class NetworkPeer : IDisposable
{
    private readonly PyTorchPeer _peer;

    private NetworkPeer(PyTorchPeer peer) => _peer = peer;

    public string Version => _peer.Version;

    public static NetworkPeer? Start(int threads, string device, out string reason) =>
        PyTorchPeer.Start(Path.Combine("Images", "train.py"), threads, device, out reason) is { } peer ? new NetworkPeer(peer) : null;

    /// <summary>Builds the network and its optimizers; fails where its parameters have other shapes than ours.</summary>
    public void Load(NetworkCase what, RoutingReport routing) => _peer.Ask(new JsonObject
    {
        ["network"] = what.Name,
        ["shape"] = new JsonArray(what.Channels, what.Side, what.Side),
        ["classes"] = NetworkCase.Classes,
        ["batch"] = what.BatchSize,
        ["parameters"] = new JsonArray([.. routing.Rows.Select(row => new JsonArray(
            new JsonArray([.. row.Shape.Select(size => JsonValue.Create(size))]), row.Rule is UpdateRule.Muon))]),
    });

    /// <summary>Milliseconds of training steps.</summary>
    public double Train(int steps) => (double)_peer.Ask(new JsonObject { ["train"] = steps })["ms"]!;

    /// <summary>Milliseconds of forward and backward passes.</summary>
    public double Pass(int steps) => (double)_peer.Ask(new JsonObject { ["pass"] = steps })["ms"]!;

    /// <summary>Milliseconds of predictions in batches.</summary>
    public double Predict(int pictures, int batch) => (double)_peer.Ask(new JsonObject { ["predict"] = pictures, ["batch"] = batch })["ms"]!;

    /// <summary>Milliseconds of each of some predictions of one picture.</summary>
    public IEnumerable<double> Single(int calls) => _peer.Ask(new JsonObject { ["single"] = calls })["ms"]!.AsArray().Select(value => (double)value!);

    public void Dispose() => _peer.Dispose();
}
