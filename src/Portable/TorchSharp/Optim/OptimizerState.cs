using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimizer keeps for one parameter.</summary>
public abstract class OptimizerState
{
    protected Parameter _parameter;

    protected OptimizerState(Parameter parameter) => _parameter = parameter;

    public abstract void Initialize(OptimizerOptions options);

    public abstract void LoadStateDict(BinaryReader reader);

    public abstract void LoadStateDict(OptimizerState source);

    public abstract void SaveStateDict(BinaryWriter writer);

    public virtual bool ApproximatelyEquals(OptimizerState other) => false;

    public virtual void to(Device device)
    {
    }

    protected static void SaveConditionalStateTensor(BinaryWriter writer, Tensor tensor)
    {
        writer.Write(tensor is not null);
        tensor?.Save(writer);
    }

    protected static void LoadConditionalStateTensor(BinaryReader reader, ref Tensor result, Device device)
    {
        result?.Dispose();
        result = reader.ReadBoolean() ? Read(reader, device) : null;
    }

    private protected static Tensor Read(BinaryReader reader, Device device)
    {
        Tensor read = TensorExtensionMethods.Load(reader);
        return (device is null ? read : read.to(device, disposeAfter: true)).DetachFromDisposeScope();
    }

    private protected void Load(BinaryReader reader, ref Tensor result)
    {
        result?.Dispose();
        result = Read(reader, _parameter.device);
    }

    /// <summary>A copy that lives on this state's parameter's device and in no dispose scope.</summary>
    private protected void Copy(Tensor source, ref Tensor result)
    {
        if (!ReferenceEquals(source, result))
        {
            result?.Dispose();
            result = source?.to(_parameter.device, copy: true).DetachFromDisposeScope();
        }
    }

    private protected Tensor ZerosLikeParameter()
    {
        using IDisposable noGrad = no_grad();
        return zeros_like(_parameter).DetachFromDisposeScope();
    }

    private protected static void Move(ref Tensor tensor, Device device) =>
        tensor = tensor?.to(device, disposeAfter: true).DetachFromDisposeScope();
}
