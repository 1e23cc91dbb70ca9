using System.Globalization;

namespace TorchSharp;

public enum DeviceType
{
    CPU = 0,
    CUDA = 1,
    MPS = 13,
    META = 14,
}

public static partial class torch
{
    public class Device
    {
        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = deviceType == DeviceType.CPU ? -1 : index;
        }

        public Device(string description)
            : this(ParseType(description.Split(':')[0]), ParseIndex(description))
        {
        }

        public DeviceType type { get; }

        public int index { get; }

        public override string ToString() =>
            type.ToString().ToLowerInvariant() + (index < 0 ? "" : ":" + index.ToString(CultureInfo.InvariantCulture));

        private static DeviceType ParseType(string name) => Enum.Parse<DeviceType>(name.ToUpperInvariant());

        private static int ParseIndex(string description)
        {
            int colon = description.IndexOf(':');
            return colon < 0 ? -1 : int.Parse(description.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        }
    }

    public static readonly Device CPU = new(DeviceType.CPU);

    public static Device CUDA
    {
        get
        {
            InitializeDeviceType(DeviceType.CUDA);
            return new Device(DeviceType.CUDA);
        }
    }

    internal static void InitializeDeviceType(DeviceType deviceType)
    {
        if (deviceType is not (DeviceType.CPU or DeviceType.META) && !(deviceType is DeviceType.CUDA && cuda.is_available()))
        {
            throw new InvalidOperationException($"Torch device type {deviceType} did not initialise on the current machine.");
        }
    }

    /// <summary>The default device for null; CUDA without an index is the first one.</summary>
    internal static Device InitializeDevice(Device device)
    {
        device ??= CPU;
        InitializeDeviceType(device.type);
        return device.type == DeviceType.CUDA && device.index < 0 ? new Device(DeviceType.CUDA, 0) : device;
    }
}
