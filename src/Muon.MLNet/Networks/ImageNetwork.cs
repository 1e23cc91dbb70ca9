using System.Globalization;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks;

/// <summary>A classifier of pictures, (batch, channels, height, width) of raw pixels.</summary>
internal abstract class ImageNetwork(string name) : ClassifierNetwork(name)
{
    private int _frozenStages;

    /// <summary>Gets the layer that centres and scales the pixels; set from the training pictures.</summary>
    public abstract PixelNormalization Normalization { get; }

    /// <summary>
    /// Gets or sets the type in which convolutions and matrix products are computed. Parameters, their gradients, the
    /// statistics of normalisations and the logits stay float32.
    /// </summary>
    public virtual ScalarType ComputeType { get; set; } = ScalarType.Float32;

    /// <summary>Gets the parts of the network from the input on, without the head; empty where they are not known.</summary>
    public virtual IReadOnlyList<NetworkStage> Stages => [];

    /// <summary>Gets the statistics that publicly available weights of this architecture were trained with, for pixels from 0 to 255.</summary>
    /// <value>Null where there are no such weights.</value>
    public virtual PixelStatistics? PublishedStatistics => null;

    /// <summary>
    /// Gets the weights that hold several matrices one below the other, for <see cref="MuonOptions.PackedWeights"/>: a hint for
    /// the optimizer's default settings.
    /// </summary>
    public virtual IReadOnlyDictionary<string, int>? PackedWeights => null;

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

    /// <inheritdoc/>
    public override void BeginTraining()
    {
        train();
        foreach (nn.Module module in Stages.Take(_frozenStages).SelectMany(stage => stage.Modules))
        {
            module.eval();
        }
    }
}
