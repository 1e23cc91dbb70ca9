using static TorchSharp.torch;

namespace Muon.MLNet.Networks;

/// <summary>A network that maps a batch of inputs to logits, and knows which of its modules is the final head.</summary>
internal abstract class ClassifierNetwork(string name) : nn.Module<Tensor, Tensor>(name)
{
    /// <summary>Gets the layer that produces the logits; its parameters belong to AdamW.</summary>
    public abstract nn.Module Head { get; }
}
