using Muon.MLNet.Extensions;
using WebApi.Models;

namespace WebApi.Answers;

/// <summary>The state of one model.</summary>
/// <param name="File">The name of its file.</param>
/// <param name="Version">Counts the swaps, from 1.</param>
/// <param name="LoadedAt">When it was loaded.</param>
/// <param name="Waiting">How many requests wait.</param>
/// <param name="Error">Why the file that is there now cannot be served; null where it is.</param>
internal sealed record ModelHealth(string File, int Version, DateTimeOffset LoadedAt, int Waiting, string? Error)
{
    public static ModelHealth? Of<TRow>(ServedClassifier<TRow>? classifier)
        where TRow : class
    {
        if (classifier is null)
        {
            return null;
        }

        ServedModel model = classifier.Model;
        return new ModelHealth(Path.GetFileName(model.FilePath)!, model.Version, model.LoadedAt, classifier.Waiting, classifier.LastError?.Message);
    }
}
