using TorchSharp.Interop;
using static TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public class Generator : IDisposable
    {
        private nint handle;

        public Generator(ulong seed = 0, Device device = null)
            : this(device ?? CPU, fresh: true) => manual_seed((long)seed);

        private Generator(Device device, bool fresh)
        {
            device = InitializeDevice(device);
            Check(muon_generator((long)device.type, device.index, fresh ? 1 : 0, out handle));
        }

        ~Generator() => Release();

        internal static Generator Default => new(CPU, fresh: false);

        internal nint Handle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Generator));

        public Generator manual_seed(long seed)
        {
            Check(muon_generator_seed(Handle, seed));
            return this;
        }

        public long initial_seed()
        {
            Check(muon_generator_initial_seed(Handle, out long seed));
            return seed;
        }

        public Tensor get_state()
        {
            Check(muon_generator_get_state(Handle, out nint state));
            return new Tensor(state);
        }

        public void set_state(Tensor value) => Check(muon_generator_set_state(Handle, value.Handle));

        public void Dispose()
        {
            Release();
            GC.SuppressFinalize(this);
        }

        private void Release()
        {
            muon_generator_free(handle);
            handle = 0;
        }
    }

    public static Generator manual_seed(long seed) => random.manual_seed(seed);

    public static class random
    {
        public static Generator manual_seed(long seed)
        {
            Check(muon_manual_seed(seed));
            return Generator.Default;
        }

        public static Tensor get_rng_state()
        {
            using Generator standard = Generator.Default;
            return standard.get_state();
        }

        public static void set_rng_state(Tensor new_state)
        {
            using Generator standard = Generator.Default;
            standard.set_state(new_state);
        }
    }
}
