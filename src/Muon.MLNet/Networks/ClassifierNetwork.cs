using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks;

/// <summary>A network that maps a batch of inputs to logits, and knows which of its modules is the final head.</summary>
internal abstract class ClassifierNetwork(string name) : nn.Module<Tensor, Tensor>(name)
{
    /// <summary>
    /// Gets the layer that produces the logits; its parameters belong to AdamW. Null where a network of the user's own has
    /// neither a linear nor a convolutional layer.
    /// </summary>
    public abstract nn.Module? Head { get; }

    /// <summary>Puts the network into training mode, at the start of each epoch.</summary>
    public virtual void BeginTraining() => train();

    /// <summary>Starts the random numbers of the network's dropout, if there is any, from a seed.</summary>
    /// <param name="seed">The same seed gives the same masks on every device; give each epoch one of its own.</param>
    public virtual void SeedDropout(int seed)
    {
    }

    /// <summary>
    /// Moves the network to where it will work, and takes its tensors out of the caller's dispose scope, if there is one:
    /// the network lives until it is disposed of itself.
    /// </summary>
    public void Settle(Device device)
    {
        this.to(device);
        foreach (Tensor tensor in state_dict().Values)
        {
            tensor.DetachFromDisposeScope();
        }
    }
}
