using System.Globalization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks;

/// <summary>A network that maps a batch of inputs to logits, and knows which of its modules is the final head.</summary>
internal abstract class ClassifierNetwork(string name) : nn.Module<Tensor, Tensor>(name)
{
    private int _frozenStages;

    /// <summary>
    /// Gets the layer that produces the logits; its parameters belong to AdamW. Null where a network of the user's own has
    /// neither a linear nor a convolutional layer.
    /// </summary>
    public abstract nn.Module? Head { get; }

    /// <summary>
    /// Gets or sets the type in which convolutions and matrix products are computed. Parameters, their gradients, the
    /// statistics of normalisations and the logits stay float32.
    /// </summary>
    public virtual ScalarType ComputeType { get; set; } = ScalarType.Float32;

    /// <summary>Gets the parts of the network from the input on, without the head; empty where they are not known.</summary>
    public virtual IReadOnlyList<NetworkStage> Stages => [];

    /// <summary>
    /// Gets the weights that hold several matrices one below the other, for <see cref="MuonOptions.PackedWeights"/>: a hint for
    /// the optimizer's default settings.
    /// </summary>
    public virtual IReadOnlyDictionary<string, int>? PackedWeights => null;

    /// <summary>The name in this network of a tensor of a weights file.</summary>
    /// <param name="fileName">Its name in the file, without what containers put in front of it.</param>
    /// <returns>The name of a parameter or buffer, if it is one of this network's.</returns>
    public virtual string TranslateName(string fileName) => fileName;

    /// <summary>Fits a tensor of a weights file to this network, where a tensor of another shape can be made to fit.</summary>
    /// <param name="name">The name of the parameter or buffer.</param>
    /// <param name="values">The tensor of the file, float32.</param>
    /// <param name="shape">The shape that is needed.</param>
    /// <returns>A tensor of that shape, or null where it cannot be done.</returns>
    public virtual Tensor? Resize(string name, Tensor values, long[] shape) => null;

    /// <summary>
    /// Freezes the first stages: their parameters get no gradient, and in training their batch normalisations keep their
    /// statistics. Call it before the optimizer is built.
    /// </summary>
    /// <param name="count">The number of stages, counted from the input.</param>
    /// <exception cref="ArgumentOutOfRangeException">The network has fewer stages.</exception>
    public void FreezeStages(int count)
    {
        IReadOnlyList<NetworkStage> stages = Stages;
        if (count < 0 || count > stages.Count)
        {
            string known = stages.Count == 0 ? "none that could be frozen" : string.Join(", ", stages.Select(stage => stage.Name));
            throw new ArgumentOutOfRangeException(
                nameof(MuonImageClassificationTrainer.Options.FrozenStages),
                count,
                string.Create(CultureInfo.InvariantCulture, $"{GetName()} has {stages.Count} stages: {known}. Set FrozenStages to at most {stages.Count}."));
        }

        _frozenStages = count;
        for (int index = 0; index < stages.Count; index++)
        {
            foreach (Parameter parameter in stages[index].AllParameters())
            {
                parameter.requires_grad = index >= count;
            }
        }
    }

    /// <summary>Puts the network into training mode, at the start of each epoch; frozen stages stay as in prediction.</summary>
    public void BeginTraining()
    {
        train();
        foreach (nn.Module module in Stages.Take(_frozenStages).SelectMany(stage => stage.Modules))
        {
            module.eval();
        }
    }

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
