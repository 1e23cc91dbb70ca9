using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Muon.Portable.MicrosoftML.Tests.Transforms;

namespace Muon.Portable.MicrosoftML.Tests;

[TestClass]
public sealed class Golden01MapValueToKeyTests
{
    private readonly MLContext _ml = new(1);

    public static IEnumerable<object[]> Cases => Golden.Cases("01_");

    [TestMethod]
    [TestCategory("Golden")]
    [DynamicData(nameof(Cases))]
    public void Recorded(string name)
    {
        JsonObject recorded = Golden.Load(name);
        JsonObject input = recorded["input"].AsObject();
        JsonObject actual = input.ContainsKey("keyData") ? KeyData(input) : input.ContainsKey("keyRows") ? Misuse(input) : Mapped(input, name);
        Golden.Compare(recorded["output"], actual);
    }

    private JsonObject Mapped(JsonObject input, string name)
    {
        string type = input["valueType"].GetValue<string>();
        bool fixedSize = !name.Contains("var");
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

    private JsonObject KeyData(JsonObject input)
    {
        IDataView train = Texts(input["train"].AsArray());
        IDataView keyData = Texts(input["keyData"].AsArray());
        IDataView test = Texts(["a", "b", "z", "q"]);
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
        IDataView keys = _ml.Data.LoadFromEnumerable(input["keyRows"].AsArray().Select(v => new KeyRow { V = v.GetValue<uint>() }).ToArray());
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

    public sealed class KeyRow
    {
        [KeyType(4)]
        public uint V { get; set; }
    }
}
