namespace Microsoft.ML.Runtime;

internal static class RandomUtils
{
    public static Random Create(int seed) => new Random(seed);
    public static Random Create(Random parent) => Create(parent.Next());
}
