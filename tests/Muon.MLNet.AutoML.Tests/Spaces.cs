using Microsoft.ML.SearchSpace;

namespace Muon.MLNet.AutoML.Tests;

internal static class Spaces
{
    public static SearchSpace<MuonImageSearchSpace> OnlyLearningRate()
    {
        SearchSpace<MuonImageSearchSpace> space = new();
        foreach (string key in space.Keys.Where(key => key != "LearningRate").ToArray())
        {
            space.Remove(key);
        }

        return space;
    }
}
