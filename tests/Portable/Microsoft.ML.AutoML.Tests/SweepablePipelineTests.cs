using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.Data;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;

namespace Muon.Portable.AutoML.Tests;

[TestClass]
public sealed class SweepablePipelineTests
{
    private static readonly MLContext Context = new(1);

    private readonly List<string> _built = [];

    [TestMethod]
    public void AlternativesAreWaysOfThePipelineAndOneIsBuilt()
    {
        SweepablePipeline tail = Step("c").Append(Step("d"));
        SweepablePipeline pipeline = Step("a").Append(Step("b"), Step("z")).Append(tail).Append(Fixed());
        CollectionAssert.AreEqual(new[] { "e0", "e1", "e2", "e3", "e4", "e5" }, pipeline.Estimators.Keys.ToArray());
        var ways = (ChoiceOption)pipeline.SearchSpace["_SCHEMA_"];
        CollectionAssert.AreEqual(
            new[] { "e0 * e1 * e3 * e4 * e5", "e0 * e2 * e3 * e4 * e5" },
            ways.Choices.Select(c => c.AsType<string>()).ToArray());

        Parameter parameter = pipeline.SearchSpace.SampleFromFeatureSpace(pipeline.SearchSpace.Default);
        parameter["_SCHEMA_"] = Parameter.FromString("e0 * e2 * e3 * e4 * e5");
        EstimatorChain<ITransformer> chain = pipeline.BuildFromOption(Context, parameter);
        Assert.IsNotNull(chain.LastEstimator);
        CollectionAssert.AreEqual(new[] { "a", "z", "c", "d" }, _built);
        CollectionAssert.AreEqual(
            new[] { "e0", "e1", "e3", "e4", "e5", "_SCHEMA_" },
            pipeline.BuildSweepableEstimatorPipeline("e0 * e1 * e3 * e4 * e5").SearchSpace.Keys.ToArray());
    }

    [TestMethod]
    public void EveryFormOfAppendKeepsTheOrder()
    {
        Assert.AreEqual("ab", Order(Step("a").Append(Step("b").Append(Fixed()))));
        Assert.AreEqual("ab", Order(Fixed().Append(Step("a").Append(Step("b")))));
        Assert.AreEqual("a", Order(Fixed().Append(Step("a"))));
        Assert.AreEqual("a", Order(Fixed().Append(Step("a"), Step("b"))));
        Assert.AreEqual("a", Order(Step("a").Append(Fixed())));
    }

    [TestMethod]
    public void WithoutASpaceASweepableEstimatorIsRefusedAsInMLNet() =>
        Assert.ThrowsExactly<NullReferenceException>(() => Context.Auto().CreateSweepableEstimator<Small>((_, _) => Fixed()));

    private string Order(SweepablePipeline pipeline)
    {
        _built.Clear();
        pipeline.BuildFromOption(Context, pipeline.SearchSpace.SampleFromFeatureSpace(pipeline.SearchSpace.Default));
        return string.Concat(_built);
    }

    private SweepableEstimator Step(string name) => new(
        (_, _) =>
        {
            _built.Add(name);
            return Fixed();
        },
        new SearchSpace<Small>());

    private static IEstimator<ITransformer> Fixed() => Context.Transforms.CopyColumns("a", "b");
}
