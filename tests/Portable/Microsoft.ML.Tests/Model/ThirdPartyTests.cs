using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.Portable.MicrosoftML.Tests.Transforms;

namespace Muon.Portable.MicrosoftML.Tests.Model;

[TestClass]
public sealed class ThirdPartyTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void A_chain_with_a_foreign_step_fits_and_transforms()
    {
        IDataView data = Data();
        TransformerChain<ITransformer> model = Fit(data);
        IDataView output = model.Transform(data);
        CollectionAssert.AreEqual(
            new[] { "L", "Features", "Label", "PredictedLabel hidden", "PredictedLabel", "Score" },
            Golden.Names(output.Schema).Select(n => n.GetValue<string>()).ToArray());
        CollectionAssert.AreEqual(Rows().Select(r => r.L).ToArray(), output.GetColumn<string>("PredictedLabel").ToArray());
        foreach (float[] score in output.GetColumn<float[]>("Score"))
        {
            Assert.AreEqual(1, score.Sum(), 1e-5);
        }
    }

    [TestMethod]
    public void A_foreign_step_is_asked_for_its_schema_before_anything_is_fitted()
    {
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Transforms.CopyColumns("Z", "L").Append(new NearestMeanTrainer(_ml, "L")).Fit(Data()));
        Assert.AreEqual("inputSchema", error.ParamName);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            _ml.Transforms.Conversion.MapValueToKey("Label", "L").Append(new NearestMeanTrainer(_ml)).Append(_ml.Transforms.CopyColumns("Z", "Nope")).Fit(Data()));
    }

    [TestMethod]
    public void An_engine_predicts_through_a_hand_made_row_mapper()
    {
        TransformerChain<ITransformer> model = Fit(Data());
        using PredictionEngine<TrainRow, Prediction> engine = _ml.Model.CreatePredictionEngine<TrainRow, Prediction>(model);
        foreach (TrainRow row in Rows())
        {
            Prediction prediction = engine.Predict(row);
            Assert.AreEqual(row.L, prediction.PredictedLabel);
            Assert.HasCount(3, prediction.Score);
        }
    }

    [TestMethod]
    public void A_foreign_step_saved_by_delegation_predicts_the_same_in_a_fresh_context()
    {
        IDataView data = Data();
        ITransformer model = Fit(data);
        byte[] file = ModelFiles.Save(_ml, model, data.Schema);
        var fresh = new MLContext(2);
        ITransformer loaded = fresh.Model.Load(new MemoryStream(file), out DataViewSchema schema);
        CollectionAssert.AreEqual(new[] { "L", "Features" }, schema.Select(c => c.Name).ToArray());
        IDataView expected = model.Transform(data);
        IDataView actual = loaded.Transform(data);
        Assert.IsTrue(JsonNode.DeepEquals(Golden.Column(expected, "Score"), Golden.Column(actual, "Score")));
        Assert.IsTrue(JsonNode.DeepEquals(Golden.Column(expected, "PredictedLabel"), Golden.Column(actual, "PredictedLabel")));
        Assert.AreEqual("Vector<Single, 3>", actual.Schema["Score"].Type.ToString());
        Prediction prediction = fresh.Model.CreatePredictionEngine<TrainRow, Prediction>(loaded).Predict(new TrainRow { Features = [5, 5] });
        Assert.AreEqual("high", prediction.PredictedLabel);
    }

    [TestMethod]
    public void Delegation_works_nested_and_more_than_once_in_a_chain()
    {
        IDataView data = Data();
        IDataView keyed = _ml.Transforms.Conversion.MapValueToKey("Label", "L").Fit(data).Transform(data);
        NearestMeanModel step = new NearestMeanTrainer(_ml).Fit(keyed);
        var rename = _ml.Transforms.CopyColumns("First", "Score").Append(_ml.Transforms.DropColumns("Score", "PredictedLabel")).Fit(step.Transform(keyed));
        var model = new TransformerChain<ITransformer>(new TransformerChain<ITransformer>(new TransformerChain<ITransformer>(step), rename), step);
        ITransformer loaded = new MLContext().Model.Load(new MemoryStream(ModelFiles.Save(_ml, model, keyed.Schema)), out _);
        IDataView output = loaded.Transform(keyed);
        Assert.IsTrue(JsonNode.DeepEquals(Golden.Column(output, "First"), Golden.Column(output, "Score")));
        Assert.IsTrue(JsonNode.DeepEquals(Golden.Column(model.Transform(keyed), "Score"), Golden.Column(output, "Score")));
        // A loaded model is saved and loaded again.
        ITransformer again = new MLContext().Model.Load(new MemoryStream(ModelFiles.Save(_ml, loaded, keyed.Schema)), out _);
        Assert.IsTrue(JsonNode.DeepEquals(Golden.Column(output, "Score"), Golden.Column(again.Transform(keyed), "Score")));
    }

    [TestMethod]
    public void A_step_that_saves_nothing_or_throws_fails_the_save()
    {
        IDataView data = Data();
        IDataView keyed = _ml.Transforms.Conversion.MapValueToKey("Label", "L").Fit(data).Transform(data);
        NearestMeanModel step = new NearestMeanTrainer(_ml).Fit(keyed);
        step.OnSave = _ => { };
        StringAssert.StartsWith(Assert.ThrowsExactly<InvalidOperationException>(() => ModelFiles.Save(_ml, step, keyed.Schema)).Message, "ModelSignature not specified");
        Assert.ThrowsExactly<InvalidOperationException>(() => ModelFiles.Save(_ml, new TransformerChain<ITransformer>(step), keyed.Schema));
        step.OnSave = _ => throw new NotSupportedException("not savable");
        Assert.AreEqual("not savable", Assert.ThrowsExactly<NotSupportedException>(() => ModelFiles.Save(_ml, step, keyed.Schema)).Message);
        ICanSaveModel chain = _ml.Transforms.CopyColumns("Z", "L").Append(_ml.Transforms.CopyColumns("Y", "L")).Fit(data);
        step.OnSave = ctx =>
        {
            chain.Save(ctx);
            chain.Save(ctx);
        };
        Assert.ThrowsExactly<InvalidOperationException>(() => ModelFiles.Save(_ml, step, keyed.Schema));
    }

    [TestMethod]
    public void A_fitted_model_serves_many_threads()
    {
        IDataView data = Data();
        ITransformer model = Fit(data);
        ITransformer loaded = new MLContext().Model.Load(new MemoryStream(ModelFiles.Save(_ml, model, data.Schema)), out _);
        string expected = Golden.Column(model.Transform(data), "Score").ToJsonString();
        Parallel.For(0, 16, i =>
        {
            ITransformer used = i % 2 == 0 ? model : loaded;
            Assert.AreEqual(expected, Golden.Column(used.Transform(data), "Score").ToJsonString());
            Assert.AreEqual("low", new MLContext().Model.CreatePredictionEngine<TrainRow, Prediction>(used, new PredictionEngineOptions { OwnsTransformer = false })
                .Predict(new TrainRow { Features = [-5, -5] }).PredictedLabel);
        });
    }

    private static TrainRow[] Rows() => [.. Enumerable.Range(0, 30).Select(i => new TrainRow
    {
        L = (i % 3) switch { 0 => "low", 1 => "mid", _ => "high" },
        Features = [((i % 3) - 1) * 3 + (i % 5 * 0.1f), ((i % 3) - 1) * 3 - (i % 7 * 0.1f)],
    })];

    private IDataView Data() => _ml.Data.LoadFromEnumerable(Rows());

    private TransformerChain<ITransformer> Fit(IDataView data)
    {
        IEstimator<ITransformer> pipeline = _ml.Transforms.Conversion.MapValueToKey("Label", "L")
            .Append(new NearestMeanTrainer(_ml))
            .Append(_ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        return new TransformerChain<ITransformer>([.. (IEnumerable<ITransformer>)pipeline.Fit(data)]);
    }
}
