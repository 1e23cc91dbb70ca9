using Muon.MLNet.Images;

namespace Muon.MLNet.Benchmarks.Images;

/// <summary>
/// Decodes all pictures of a folder, with PIL and OpenCV in two processes beside this one, in turns: the same files, as many
/// at a time, every one decoded in full before it is scaled.
/// </summary>
internal static class DecodeComparison
{
    private const int Threads = 2;
    private const int Side = 128;
    private const double WarmMilliseconds = 1500;

    /// <summary>Runs every case.</summary>
    /// <param name="quick">Fewer rounds.</param>
    public static IReadOnlyList<DecodeResult> Run(bool quick)
    {
        using DecodePeer? peer = DecodePeer.Start(Threads, out string reason);
        if (peer is null)
        {
            Console.Error.WriteLine(reason);
        }

        List<DecodeResult> results = [];
        foreach (string set in (string[])["flower-photos-small", "trashnet"])
        {
            string[] files = [.. Directory.EnumerateFiles(DataFolder(set), "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
            peer?.Load(files);
            results.Add(Compare($"{set}: decode", files, side: 0, peer, quick ? 3 : 9));
            results.Add(Compare($"{set}: decode, scale to {Side}", files, Side, peer, quick ? 3 : 9));
        }

        return results;
    }

    private static DecodeResult Compare(string name, string[] files, int side, DecodePeer? peer, int rounds)
    {
        List<Func<double>> timers = [() => Stopwatches.Time(() => DecodeAll(files, side))];
        if (peer is not null)
        {
            timers.Add(() => peer.Time("pil", side));
            timers.Add(() => peer.Time("cv2", side));
        }

        // Reads the files into the system's memory, and lasts until the compiler has optimized what is used often.
        for (double warm = 0; warm < WarmMilliseconds;)
        {
            warm += timers.Sum(timer => timer());
        }

        double[] rates = [.. Stopwatches.Medians(rounds, timers).Select(milliseconds => files.Length * 1000 / milliseconds)];
        (double pil, double cv) = rates.Length == 3 ? (rates[1], rates[2]) : (double.NaN, double.NaN);
        return new DecodeResult(name, rates[0], pil, cv, rates[0] / Math.Max(pil, cv));
    }

    private static void DecodeAll(string[] files, int side)
    {
        int next = -1;
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(Work))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        void Work()
        {
            byte[] scaled = new byte[side * side * RgbPicture.Channels];
            for (int i = Interlocked.Increment(ref next); i < files.Length; i = Interlocked.Increment(ref next))
            {
                RgbPicture picture = PictureDecoder.Decode(File.ReadAllBytes(files[i]));
                if (side > 0)
                {
                    PictureScaler.Scale(picture, side, side, ImageFit.Stretch, scaled);
                }
            }
        }
    }

    private static string DataFolder(string name)
    {
        string? root = Environment.GetEnvironmentVariable("MUON_DATA_DIR");
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); string.IsNullOrEmpty(root) && folder is not null; folder = folder.Parent)
        {
            string beside = Path.Combine(folder.FullName, "shared", "data");
            root = Directory.Exists(beside) ? beside : null;
        }

        string path = Path.Combine(root ?? string.Empty, name);
        return Directory.Exists(path) ? path : throw new DirectoryNotFoundException($"The pictures '{name}' were not found; set MUON_DATA_DIR to the folder that holds them.");
    }
}
