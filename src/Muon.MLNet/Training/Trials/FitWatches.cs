using System.Runtime.CompilerServices;
using Microsoft.ML;
using Muon.MLNet.Catalog;

namespace Muon.MLNet.Training.Trials;

/// <summary>
/// Which trial the fits of a context belong to. ML.NET makes a context for each trial and hands it to the functions that build
/// estimators; nothing else leads from a trial to a trainer that one of them creates.
/// </summary>
internal static class FitWatches
{
    private static readonly ConditionalWeakTable<object, FitWatch> Watches = [];

    /// <summary>Watches all fits of a context from now on.</summary>
    public static void Watch(MLContext context, FitWatch watch)
    {
        // A trainer is created from a catalog, which knows the environment, or with the context itself.
        Watches.AddOrUpdate(context, watch);
        if (EnvironmentAccess.Find(context.MulticlassClassification) is { } environment)
        {
            Watches.AddOrUpdate(environment, watch);
        }
    }

    public static FitWatch? Of(EnvironmentAccess environment) => Watches.TryGetValue(environment.Key, out FitWatch? watch) ? watch : null;
}
