using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Muon.Portable.Torch.Tests;

/// <summary>10_save_load, with the models that the case spells out.</summary>
internal static class Golden10ModuleSaveLoad
{
    public static void Run(Golden10ModuleCase recorded)
    {
        string folder = Directory.CreateTempSubdirectory("muon-").FullName;
        try
        {
            Run(recorded, Path.Combine(folder, "model.dat"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Run(Golden10ModuleCase recorded, string path)
    {
        Module Model() => ModuleText.Parse(recorded.Input.GetProperty("model").GetString());
        Module Other() => ModuleText.Parse(recorded.Input.GetProperty("other").GetString());
        Module model = Model();
        using (no_grad())
        {
            foreach (Tensor p in model.parameters())
            {
                p.fill_(p.numel());
            }
        }

        model.save(path);
        byte[] bytes = File.ReadAllBytes(path);
        recorded.Check("fileLength", () => bytes.Length);
        recorded.Check("hex", e => Convert.ToHexString(bytes)[..Math.Min(bytes.Length * 2, e.GetString().Length)]); // the beginning
        var stream = new MemoryStream();
        model.save(stream);
        recorded.Check("streamSameBytes", () => stream.ToArray().SequenceEqual(bytes));
        recorded.Check("streamCanWriteAfterSave", () => stream.CanWrite);

        Module fresh = Model();
        Module returned = fresh.load(path);
        recorded.Check("loadReturnsSame", () => ReferenceEquals(fresh, returned));
        recorded.Check("loadedValues", () => fresh.state_dict().Select(e => $"{e.Key} all={e.Value.flatten()[0].ToDouble():R}"));
        string skipped = model.state_dict().Keys.First();
        recorded.Check("loadIntoOther", () => Other().load(path));
        recorded.Check("loadIntoOtherNotStrict", () => Loaded(Other(), path, strict: false));
        recorded.Check("skip", () => Loaded(Model(), path, skip: [skipped]));
        recorded.Check("saveSkip", () =>
        {
            model.save(path + "2", [skipped]);
            return new FileInfo(path + "2").Length;
        });
        recorded.Check("missingFile", () => Model().load(Path.Combine(Path.GetTempPath(), "none.dat")));
        recorded.Check("emptyFile", () => Model().load(new MemoryStream()));
        recorded.Check("truncated", () => Model().load(new MemoryStream(bytes[..(bytes.Length / 2)])));
        recorded.Check("saveToMissingDirectory", () => model.save(Path.Combine(Path.GetTempPath(), "no", "x.dat")));
    }

    private static IEnumerable<string> Loaded(Module module, string path, bool strict = true, IList<string> skip = null)
    {
        var loaded = new Dictionary<string, bool>(StringComparer.Ordinal);
        module.load(path, strict, skip, loaded);
        return loaded.Select(e => $"{e.Key}={e.Value}");
    }

    /// <summary>Reads Sequential(("name",Layer(1,2)),…) of a few kinds of layers.</summary>
    private static class ModuleText
    {
        public static Module<Tensor, Tensor> Parse(string text)
        {
            int at = 0;
            return Layer(text.Replace(" ", "", StringComparison.Ordinal), ref at);
        }

        private static Module<Tensor, Tensor> Layer(string text, ref int at)
        {
            string kind = Until(text, ref at, '(');
            if (kind == "Sequential")
            {
                var parts = new List<(string, Module<Tensor, Tensor>)>();
                while (text[at] != ')')
                {
                    at += text[at] == ',' ? 3 : 2; // ("
                    string name = Until(text, ref at, '"');
                    at++; // ,
                    parts.Add((name, Layer(text, ref at)));
                    at++; // )
                }

                at++;
                return Sequential(parts);
            }

            long[] sizes = [.. Until(text, ref at, ')').Split(',', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse)];
            return kind switch
            {
                "Linear" => Linear(sizes[0], sizes[1]),
                "Conv2d" => Conv2d(sizes[0], sizes[1], sizes[2]),
                "BatchNorm1d" => BatchNorm1d(sizes[0]),
                "BatchNorm2d" => BatchNorm2d(sizes[0]),
                "LayerNorm" => LayerNorm(sizes[0]),
                "Embedding" => Embedding(sizes[0], sizes[1]),
                "ReLU" => ReLU(),
                _ => throw new InvalidDataException($"The layer '{kind}' is not known here."),
            };
        }

        private static string Until(string text, ref int at, char end)
        {
            int start = at, stop = text.IndexOf(end, at);
            at = stop + 1;
            return text[start..stop];
        }
    }
}
