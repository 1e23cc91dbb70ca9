using static TorchSharp.torch;

namespace TorchSharp;

public static class ModuleExtensionMethods
{
    public static T to<T>(this T module, Device device, bool non_blocking = false)
        where T : nn.Module => Move(module, device, null);

    public static T to<T>(this T module, string device, bool non_blocking = false)
        where T : nn.Module => Move(module, new Device(device), null);

    public static T to<T>(this T module, ScalarType type, bool non_blocking = false)
        where T : nn.Module => Move(module, null, type);

    public static T to<T>(this T module, Device device, ScalarType type, bool non_blocking = false)
        where T : nn.Module => Move(module, device, type);

    public static T cpu<T>(this T module, bool non_blocking = false)
        where T : nn.Module => Move(module, CPU, null);

    public static T cuda<T>(this T module, int deviceIndex = -1, bool non_blocking = false)
        where T : nn.Module => Move(module, new Device(DeviceType.CUDA, deviceIndex), null);

    private static T Move<T>(T module, Device device, ScalarType? type)
        where T : nn.Module
    {
        module.Move(device, type);
        return module;
    }
}
