using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>What the optimizer remembers of one parameter.</summary>
/// <remarks>
/// Moments are views into the buffers of a bucket, so that parameters of a bucket are updated together; loading copies into
/// them, from any type and device. State lives on the device of its parameter.
/// </remarks>
internal sealed class ParameterState : OptimizerState, IDisposable
{
    private static readonly string[] Names = ["momentum", "velocity", "accumulated", "average", "row_velocity", "row_steps"];

    private readonly string _path;
    private readonly ScalarType _type;
    private readonly Device _device;

    public ParameterState(Parameter parameter, string path, MuonOptions options)
        : base(parameter)
    {
        _path = path;
        _type = parameter.dtype;
        _device = parameter.device;
        Accumulated = options.GradientAccumulationSteps is null ? null : ZerosLike(parameter);
        Average = options.UseEma ? ZerosLike(parameter) : null;
    }

    /// <summary>The momentum of the Muon step, or the first moment of AdamW.</summary>
    public Tensor Momentum { get; set; } = null!;

    /// <summary>The second moment of AdamW; null for the Muon step.</summary>
    public Tensor? Velocity { get; set; }

    /// <summary>NorMuon's running average of the mean square of each row; null without it.</summary>
    public Tensor? RowVelocity { get; set; }

    /// <summary>How many steps touched each row, (rows), in double precision; null where all rows are updated together.</summary>
    public Tensor? RowSteps { get; set; }

    /// <summary>The sum of gradients since the last update; null without accumulation.</summary>
    public Tensor? Accumulated { get; }

    /// <summary>The moving average; null without averaging.</summary>
    public Tensor? Average { get; }

    /// <summary>The bytes of all tensors.</summary>
    public long Bytes => Tensors().Sum(tensor => tensor is null ? 0 : tensor.numel() * tensor.ElementSize);

    /// <summary>Refuses a parameter that has become another one, by <c>network.to</c>, since the optimizer was built.</summary>
    /// <exception cref="InvalidOperationException">The parameter was replaced, has another type, or is on another device.</exception>
    public void CheckPlace()
    {
        // TorchSharp puts new parameters in the place of those that it moves.
        if (_parameter.IsInvalid || _parameter.dtype != _type || !IsOn(_parameter.device))
        {
            string now = _parameter.IsInvalid ? "another tensor" : $"{_parameter.dtype} on {_parameter.device}";
            throw new InvalidOperationException(
                $"'{_path}' was {_type} on {_device} when the optimizer was built, and is {now} now. Build the optimizer after moving the " +
                "network. Save the state before the network moves, and load it into a new optimizer, to go on from there.");
        }
    }

    /// <summary>What there is, by name.</summary>
    public IEnumerable<(string Name, Tensor Value)> Named() =>
        Tensors().Zip(Names, (tensor, name) => (name, tensor)).Where(named => named.tensor is not null).Select(named => (named.name, named.tensor!));

    public override void Initialize(OptimizerOptions options)
    {
        Momentum.zero_();
        Velocity?.zero_();
        RowVelocity?.zero_();
        RowSteps?.zero_();
        Accumulated?.zero_();
        Average?.zero_();
    }

    public override void SaveStateDict(BinaryWriter writer)
    {
        foreach (Tensor? tensor in Tensors())
        {
            SaveConditionalStateTensor(writer, tensor);
        }
    }

    public override void LoadStateDict(BinaryReader reader)
    {
        using DisposeScope scope = NewDisposeScope();
        var tensors = new Tensor?[Tensors().Length];
        try
        {
            for (int i = 0; i < tensors.Length; i++)
            {
                LoadConditionalStateTensor(reader, ref tensors[i], _device);
            }
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException($"The state ends within that of '{_path}': the file is truncated, or was saved by another version.", e);
        }

        Load(tensors);
        foreach (Tensor? tensor in tensors)
        {
            tensor?.Dispose(); // Loading took them out of the scope.
        }
    }

    public override void LoadStateDict(OptimizerState source)
    {
        if (source is not ParameterState other)
        {
            throw new ArgumentException($"The state of '{_path}' is that of another optimizer ({source?.GetType().Name}).", nameof(source));
        }

        Load(other.Tensors());
    }

    public override bool ApproximatelyEquals(OptimizerState other) =>
        other is ParameterState state && Tensors().Zip(state.Tensors()).All(pair => pair switch
        {
            (null, null) => true,
            ({ } mine, { } theirs) => mine.shape.SequenceEqual(theirs.shape) && mine.allclose(theirs),
            _ => false,
        });

    public override void to(Device device)
    {
        if (!IsOn(device))
        {
            throw new NotSupportedException(
                $"The state of '{_path}' stays on {_device}, where its parameter was; save it, build a new optimizer for the moved network, and load it there.");
        }
    }

    public void Dispose()
    {
        foreach (Tensor? tensor in Tensors())
        {
            tensor?.Dispose();
        }
    }

    // "cuda" alone is any device of the kind.
    private bool IsOn(Device device) =>
        device.type == _device.type && (device.index < 0 || _device.index < 0 || device.index == _device.index);

    private Tensor?[] Tensors() => [Momentum, Velocity, Accumulated, Average, RowVelocity, RowSteps];

    private void Load(Tensor?[] source)
    {
        if (source[0] is null || (source[1] is null) != (Velocity is null) || (source[5] is null) != (RowSteps is null))
        {
            string rule = Velocity is null ? "Muon" : RowSteps is null ? "AdamW" : "row-wise AdamW";
            throw new InvalidOperationException(
                $"The state of '{_path}' was saved for another step than {rule}; build both optimizers with the same routing.");
        }

        Copy("momentum", source[0]!, Momentum);
        if (Velocity is not null)
        {
            Copy("velocity", source[1]!, Velocity);
        }

        if (RowSteps is not null)
        {
            Copy("counts of rows", source[5], RowSteps);
        }

        // What other options did not keep starts afresh.
        if (RowVelocity is not null)
        {
            Copy("average of rows", source[4], RowVelocity);
        }

        if (Accumulated is not null)
        {
            Copy("accumulated gradient", source[2], Accumulated);
        }

        if (Average is not null)
        {
            Copy("average", source[3] ?? _parameter, Average);
        }
    }

    private void Copy(string name, Tensor? source, Tensor target)
    {
        if (source is null)
        {
            target.zero_();
            return;
        }

        if (!source.shape.SequenceEqual(target.shape))
        {
            throw new InvalidOperationException(
                $"The {name} of '{_path}' was saved with shape ({string.Join(", ", source.shape)}); the parameter has ({string.Join(", ", target.shape)}).");
        }

        using (no_grad())
        {
            target.copy_(source);
        }
    }

    private static Tensor ZerosLike(Parameter parameter)
    {
        using (no_grad())
        {
            return zeros(parameter.shape, parameter.dtype, parameter.device).DetachFromDisposeScope();
        }
    }
}
