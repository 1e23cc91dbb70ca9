using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        // State dictionaries and TorchSharp's file format: the number of entries, then per entry its name and tensor.
        public partial class Module
        {
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor> destination = null, string prefix = null)
            {
                destination ??= [];
                foreach ((string name, Tensor tensor) in named_parameters().Select(p => (p.name, (Tensor)p.parameter)).Concat(named_buffers(true, false)))
                {
                    destination.TryAdd(Under(name), tensor);
                }

                // What appears twice in the tree was listed once above; here it gets its other names.
                foreach ((string name, Module module) in submodules)
                {
                    module.state_dict(destination, Under(name));
                }

                return destination;

                string Under(string name) => string.IsNullOrEmpty(prefix) ? name : $"{prefix}.{name}";
            }

            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(Dictionary<string, Tensor> source, bool strict = true, IList<string> skip = null)
            {
                skip ??= [];
                Dictionary<string, Tensor> target = state_dict();
                List<string> missing = [.. target.Keys.Except(source.Keys).Except(skip)];
                List<string> unexpected = [.. source.Keys.Except(target.Keys).Except(skip)];
                if (strict && missing.Count + unexpected.Count > 0)
                {
                    throw new InvalidOperationException("The loaded state_dict is not identical to the target dictionary.");
                }

                using IDisposable noGrad = no_grad();
                foreach (string key in source.Keys.Intersect(target.Keys).Except(skip))
                {
                    target[key].copy_(source[key]);
                }

                return (missing, unexpected);
            }

            public Module save(string location, IList<string> skip = null)
            {
                using var stream = new FileStream(location, FileMode.Create);
                return save(stream, skip);
            }

            public Module save(Stream stream, IList<string> skip = null)
            {
                using var writer = new BinaryWriter(stream);
                return save(writer, skip);
            }

            public Module save(BinaryWriter writer, IList<string> skip = null)
            {
                Dictionary<string, Tensor> sd = state_dict();
                List<string> keys = [.. sd.Keys.Except(skip ?? [])];
                writer.Write7BitEncodedInt64(keys.Count);
                foreach (string key in keys)
                {
                    writer.Write(key);
                    sd[key].Save(writer);
                }

                return this;
            }

            public virtual Module load(string location, bool strict = true, IList<string> skip = null, Dictionary<string, bool> loadedParameters = null)
            {
                if (!File.Exists(location))
                {
                    throw new FileNotFoundException(location);
                }

                using FileStream stream = File.OpenRead(location);
                return load(stream, strict, skip, loadedParameters);
            }

            public Module load(Stream stream, bool strict = true, IList<string> skip = null, Dictionary<string, bool> loadedParameters = null)
            {
                using var reader = new BinaryReader(stream);
                return load(reader, strict, skip, loadedParameters);
            }

            public virtual Module load(BinaryReader reader, bool strict = true, IList<string> skip = null, Dictionary<string, bool> loadedParameters = null)
            {
                Dictionary<string, Tensor> target = state_dict();
                long count = reader.Read7BitEncodedInt64();
                if (strict && count != target.Count)
                {
                    throw new ArgumentException($"Mismatched state_dict sizes: expected {target.Count}, but found {count} entries.");
                }

                for (long i = 0; i < count; i++)
                {
                    string key = reader.ReadString();
                    bool found = target.TryGetValue(key, out Tensor tensor);
                    if (strict && !found)
                    {
                        throw new ArgumentException($"Mismatched module state names: the target modules does not have a submodule or buffer named '{key}'");
                    }

                    if (found)
                    {
                        tensor.Load(reader, skip?.Contains(key) ?? false);
                    }
                    else
                    {
                        TensorExtensionMethods.Load(reader, skip: true);
                    }

                    if (loadedParameters is not null)
                    {
                        loadedParameters[key] = found;
                    }
                }

                return this;
            }
        }
    }
}
