using System.Xml.Linq;
using Microsoft.ML.SearchSpace;

namespace Muon.MLNet.AutoML.Tests.Reports;

[TestClass]
public sealed class SweepReportTests
{
    [TestMethod]
    public void WhatDecidesTheMetric_IsTheMostImportant()
    {
        IReadOnlyList<ParameterImportance> importance = ParameterImportance.Of(Trials(200));
        CollectionAssert.AreEqual(new[] { "e1.LearningRate", "e1.Muon.Nesterov", "e1.BatchSize" }, importance.Select(i => i.Name).ToArray());
        Assert.IsInRange(0.6, 0.95, importance[0].Share);
        Assert.IsInRange(0.02, 0.3, importance[1].Share);
        Assert.IsLessThan(0.05, importance[2].Share, "Nothing depends on it.");
        Assert.AreEqual("true", importance[1].BestRange);
        StringAssert.StartsWith(importance[0].BestRange, "0.8");
    }

    [TestMethod]
    public void ForALoss_TheOtherEndIsTheBest()
    {
        ParameterImportance first = ParameterImportance.Of(Trials(200), isMaximize: false)[0];
        Assert.AreEqual("e1.LearningRate", first.Name);
        StringAssert.StartsWith(first.BestRange, "0.0");
    }

    [TestMethod]
    public void FewTrials_SayNothing() => Assert.IsEmpty(ParameterImportance.Of(Trials(7)));

    [TestMethod]
    public void ThePage_ShowsEveryTrialAndALineForEachWithAResult()
    {
        TrialRecord[] trials = [.. Trials(20), new TrialRecord(20, Trials(1)[0].Parameter, TrialState.Failed, null, TimeSpan.FromSeconds(1), 0, "a < b & c")];
        string html = SweepReport.ToHtml(trials);
        XElement page = XElement.Parse(html[html.IndexOf("<html", StringComparison.Ordinal)..].Replace("<meta charset=\"utf-8\">", ""));
        Assert.HasCount(20, page.Descendants("polyline").ToArray());
        Assert.HasCount(22, page.Descendants("table").Last().Elements("tr").ToArray());
        XElement last = page.Descendants("tr").Last();
        Assert.AreEqual("failed", (string?)last.Attribute("class"));
        Assert.AreEqual("a < b & c", last.Elements("td").Last().Value);
        string best = page.Descendants("table").Last().Elements("tr").ElementAt(1).Elements("td").First().Value;
        Assert.AreEqual(trials.MaxBy(t => t.Metric)!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), best);
    }

    [TestMethod]
    public void ASweepWithoutAnyResult_HasAPageToo() => StringAssert.Contains(SweepReport.ToHtml([]), "0 trials");

    [TestMethod]
    public void TheBestParameters_AreCSharpToPaste()
    {
        SearchSpace<MuonImageSearchSpace> space = new();
        Parameter own = ((SearchSpace)space).SampleFromFeatureSpace([.. Enumerable.Repeat(0.5, space.FeatureSpaceDim)]);
        Parameter trial = Parameter.CreateNestedParameter(KeyValuePair.Create("_pipeline_", Parameter.CreateNestedParameter(KeyValuePair.Create("e1", own))));
        const string expected = """
            new MuonImageSearchSpace
            {
                LearningRate = 0.03162277660168379,
                Muon = new()
                {
                    Momentum = 0.895,
                    Nesterov = false,
                    NsSteps = 5,
                    WeightDecay = 0.005477225575051661,
                    AdamWeightDecay = 0.005477225575051661,
                    AdamLrRatio = 0.1,
                    UpdateScaling = UpdateScaling.OutputOverInput,
                },
                BatchSize = 128,
                MaxEpochs = 9,
                LabelSmoothing = 0.1,
                AugmentationStrength = 1,
                Architecture = ImageArchitecture.ResNet18,
            }
            """;
        Assert.AreEqual(expected.ReplaceLineEndings("\n"), SweepReport.ToCSharp<MuonImageSearchSpace>(trial));
        Assert.AreEqual(expected.ReplaceLineEndings("\n"), SweepReport.ToCSharp<MuonImageSearchSpace>(own));
        Assert.ThrowsExactly<ArgumentException>(() => SweepReport.ToCSharp<MuonImageSearchSpace>(trial, "e7"));
    }

    /// <summary>Trials whose metric is four parts learning rate, one part Nesterov, and some noise.</summary>
    private static TrialRecord[] Trials(int count)
    {
        Random random = new(1);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            double rate = random.NextDouble();
            bool nesterov = random.Next(2) == 1;
            Parameter step = Parameter.CreateNestedParameter(
                KeyValuePair.Create("LearningRate", Parameter.FromDouble(rate)),
                KeyValuePair.Create("BatchSize", Parameter.FromInt(32 << random.Next(3))),
                KeyValuePair.Create("Muon", Parameter.CreateNestedParameter(KeyValuePair.Create("Nesterov", Parameter.FromBool(nesterov)))));
            Parameter pipeline = Parameter.CreateNestedParameter(KeyValuePair.Create("e1", step));
            return new TrialRecord(
                i, Parameter.CreateNestedParameter(KeyValuePair.Create("_pipeline_", pipeline)), TrialState.Completed, rate + (nesterov ? 0.25 : 0) + (0.1 * random.NextDouble()), TimeSpan.FromSeconds(2), 3, null);
        })];
    }
}
