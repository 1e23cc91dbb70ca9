using System.Text.Json.Nodes;

namespace Muon.MLNet.Benchmarks.Text;

/// <summary>The same encoder in eager PyTorch.</summary>
internal sealed class EncoderPeer : IDisposable
{
    private readonly PyTorchPeer _peer;

    private EncoderPeer(PyTorchPeer peer) => _peer = peer;

    public string Version => _peer.Version;

    public static EncoderPeer? Start(int threads, out string reason) =>
        PyTorchPeer.Start(Path.Combine("Text", "encoder.py"), threads, "cpu", out reason) is { } peer ? new EncoderPeer(peer) : null;

    /// <summary>Builds the network and its optimizers; fails where it has another number of parameters than ours.</summary>
    public void Load(EncoderCase what, long parameters) => _peer.Ask(new JsonObject
    {
        ["vocabulary"] = what.Network.VocabularySize,
        ["width"] = what.Network.Width,
        ["depth"] = what.Network.Depth,
        ["heads"] = what.Network.Heads,
        ["classes"] = EncoderCase.Classes,
        ["dropout"] = what.Dropout,
        ["batch"] = what.Batch,
        ["length"] = what.Length,
        ["parameters"] = parameters,
    });

    /// <summary>Milliseconds of a request for so many steps or batches: <c>train</c>, <c>pass</c> or <c>predict</c>.</summary>
    public double Time(string what, int count) => (double)_peer.Ask(new JsonObject { [what] = count })["ms"]!;

    public void Dispose() => _peer.Dispose();
}
