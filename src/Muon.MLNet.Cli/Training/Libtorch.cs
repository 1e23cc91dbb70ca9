using TorchSharp;

namespace Muon.MLNet.Cli.Training;

/// <summary>Whether libtorch can be used, asked before anything else, so that the answer is about it alone.</summary>
internal static class Libtorch
{
    /// <summary>What installs all that is loaded at run time.</summary>
    public const string Install = "On Debian or Ubuntu: sudo apt-get install libtorch-dev libopenblas0-openmp libjpeg-dev libpng-dev libwebp-dev\nIn a project over the NuGet packages: dotnet add package TorchSharp-cpu";

    /// <summary>Loads libtorch and computes something small.</summary>
    /// <returns>Its version.</returns>
    /// <exception cref="ToolException">It cannot be loaded.</exception>
    public static string Require()
    {
        try
        {
            using torch.Tensor one = torch.ones(1);
            return torch.__version__;
        }
        catch (Exception error) when (Failure.IsOfNativeLibrary(error) || error is NotSupportedException)
        {
            throw new ToolException(ExitCodes.Environment, $"libtorch cannot be loaded: {Failure.OfNativeLibrary(error)}", error);
        }
    }

    /// <summary>Refuses a device that is not there.</summary>
    /// <exception cref="ToolException">A GPU is asked for, and libtorch sees none.</exception>
    public static void Require(TrainingDevice device)
    {
        if (device is TrainingDevice.Gpu && !torch.cuda.is_available())
        {
            throw new ToolException(ExitCodes.Environment, "--device is gpu, but libtorch sees no CUDA device (a CPU build, no driver, or no GPU). --device automatic trains on the CPU then; 'mlnet-muon doctor' says what is missing.");
        }
    }
}
