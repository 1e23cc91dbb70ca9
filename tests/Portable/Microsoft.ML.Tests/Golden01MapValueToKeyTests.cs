using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Muon.Portable.MicrosoftML.Tests.Transforms;
using Muon.Testing;

namespace Muon.Portable.MicrosoftML.Tests;

[TestClass]
public sealed class Golden01MapValueToKeyTests
{
    private readonly MLContext _ml = new(1);

    public static IEnumerable<object[]> Cases => GoldenCases.Of("mlnet", "01_");

    [TestMethod]
    [TestCategory("Golden")]
    [DynamicData(nameof(Cases))]
    public void Recorded(string name)
    {
        JsonObject recorded = GoldenCases.Load("mlnet", name);
        JsonObject input = recorded["input"].AsObject();
        JsonObject actual =
            input.ContainsKey("keyData") ? KeyData(input, recorded["output"])
            : input.ContainsKey("keyRows") ? Misuse(input)
            : input.ContainsKey("valueType") ? Mapped(input, recorded["output"])
            : throw GoldenCases.Unknown($"{name}: input of another shape");
        Golden.Compare(recorded["output"], actual);
    }

    private JsonObject Mapped(JsonObject input, JsonNode output)
    {
        string type = input["valueType"].GetValue<string>();
        // "Vector<String, 2>" is a vector of a known size, "Vector<String>" is not.
        bool fixedSize = output["transformed"] is not JsonObject view || view["schema"] is not JsonArray schema || schema[0]["type"].GetValue<string>().Contains(',');
        IDataView train = Values.View(_ml, type, input["train"].AsArray(), "V", fixedSize);
        IDataView test = Values.View(_ml, type, input["test"].AsArray(), "V", fixedSize);
        ValueToKeyMappingTransformer model = _ml.Transforms.Conversion.MapValueToKey(
            "K",
            "V",
            input["maximumNumberOfKeys"].GetValue<int>(),
            Enum.Parse<ValueToKeyMappingEstimator.KeyOrdinality>(input["keyOrdinality"].GetValue<string>()),
            input["addKeyValueAnnotationsAsText"].GetValue<bool>()).Fit(train);
        IDataView keys = model.Transform(test);
        return new JsonObject
        {
            ["transformed"] = Golden.Run(() => Golden.View(keys)),
            ["back"] = Golden.Run(() =>
            {
                IDataView back = _ml.Transforms.Conversion.MapKeyToValue("W", "K").Fit(keys).Transform(keys);
                DataViewSchema.Column column = back.Schema["W"];
                return new JsonObject
                {
                    ["column"] = new JsonObject { ["name"] = "W", ["index"] = column.Index, ["type"] = column.Type.ToString() },
                    ["values"] = Golden.Column(back, "W"),
                };
            }),
            ["trainKeys"] = Golden.Run(() => Golden.Column(model.Transform(train), "K")),
        };
    }

    private JsonObject KeyData(JsonObject input, JsonNode output)
    {
        IDataView train = Texts(input["train"].AsArray());
        IDataView keyData = Texts(input["keyData"].AsArray());
        // The case lists what was mapped only among the results.
        IDataView test = Texts([.. output["byOccurrence"]?["rows"]?.AsArray().Select(row => row[0].DeepClone()) ?? ["a", "b", "z", "q"]]);
        IDataView two = _ml.Transforms.CopyColumns("V2", "V").Fit(keyData).Transform(keyData);
        JsonNode Map(ValueToKeyMappingEstimator.KeyOrdinality order, IDataView keys) =>
            Golden.Run(() => Golden.View(_ml.Transforms.Conversion.MapValueToKey("K", "V", keyOrdinality: order, keyData: keys).Fit(train).Transform(test)));
        return new JsonObject
        {
            ["byOccurrence"] = Map(ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence, keyData),
            ["byValue"] = Map(ValueToKeyMappingEstimator.KeyOrdinality.ByValue, keyData),
            ["keyDataTwoColumns"] = Map(ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence, two),
        };
    }

    private JsonObject Misuse(JsonObject input)
    {
        IDataView text = Texts(input["textRows"].AsArray());
        var definition = SchemaDefinition.Create(typeof(ValueRow<uint>));
        definition["V"].ColumnType = new KeyDataViewType(typeof(uint), int.Parse(Regex.Match(input["keyType"].GetValue<string>(), @"KeyType\((\d+)\)").Groups[1].Value, CultureInfo.InvariantCulture));
        IDataView keys = _ml.Data.LoadFromEnumerable(input["keyRows"].AsArray().Select(v => new ValueRow<uint> { V = v.GetValue<uint>() }).ToArray(), definition);
        IDataView floats = Values.View(_ml, "System.Single", [1, 2]);
        IDataView other = Values.View(_ml, "System.String", ["a"], "Other");
        TransformsCatalog.ConversionTransforms conversion = _ml.Transforms.Conversion;
        return new JsonObject
        {
            ["fitMissingColumn"] = Golden.Run(() => Golden.View(conversion.MapValueToKey("K", "Nope").Fit(text).Transform(text))),
            ["maxKeysZero"] = Golden.Run(() => Golden.View(conversion.MapValueToKey("K", "V", 0).Fit(text).Transform(text))),
            ["maxKeysNegative"] = Golden.Run(() => Golden.View(conversion.MapValueToKey("K", "V", -1).Fit(text).Transform(text))),
            ["nullOutputName"] = Golden.Run(() => Golden.View(conversion.MapValueToKey((string)null, "V").Fit(text).Transform(text))),
            ["keyInput"] = Golden.Run(() => Golden.View(conversion.MapValueToKey("K", "V").Fit(keys).Transform(keys))),
            ["keyToValueOnText"] = Golden.Run(() => Golden.View(conversion.MapKeyToValue("W", "V").Fit(text).Transform(text))),
            ["keyToValueMissingColumn"] = Golden.Run(() => Golden.View(conversion.MapKeyToValue("W", "Nope").Fit(text).Transform(text))),
            ["keyToValueWithoutKeyValues"] = Golden.Run(() => Golden.View(conversion.MapKeyToValue("W", "V").Fit(keys).Transform(keys))),
            ["keyView"] = Golden.Run(() => Golden.View(keys)),
            ["transformWrongType"] = Golden.Run(() => Golden.View(conversion.MapValueToKey("K", "V").Fit(text).Transform(floats))),
            ["transformMissingColumn"] = Golden.Run(() => Golden.View(conversion.MapValueToKey("K", "V").Fit(text).Transform(other))),
        };
    }

    private IDataView Texts(JsonArray values) => Values.View(_ml, "System.String", values);
}
