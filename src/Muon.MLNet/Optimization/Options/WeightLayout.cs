namespace Muon.MLNet;

/// <summary>Which way round weight matrices are stored.</summary>
public enum WeightLayout
{
    /// <summary>(outputs, inputs): TorchSharp's and PyTorch's <c>Linear</c> and convolutions.</summary>
    OutputInput,

    /// <summary>(inputs, outputs): Keras kernels.</summary>
    InputOutput,
}
