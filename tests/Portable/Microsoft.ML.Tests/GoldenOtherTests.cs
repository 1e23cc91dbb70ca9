using Muon.Testing;

namespace Muon.Portable.MicrosoftML.Tests;

/// <summary>Recorded cases that no test reads are named, not passed over in silence.</summary>
[TestClass]
[TestCategory("Golden")]
public sealed class GoldenOtherTests
{
    // 09_ are those of AutoML and 10_ those of TorchSharp, whose tests claim all of them.
    private static readonly string[] Claimed =
    [
        "01_", "02_", "03_create_enumerable", "03_cvsplit", "03_filter", "03_schema_inference", "03_shuffle", "03_split_ctxseed", "03_split_repeat",
        "04_", "05_", "06_cursor", "06_fit", "06_row_mapper", "06_schema_columns", "07_", "08_", "09_experiment_control", "09_options", "09_pipeline_experiment",
        "09_public_tuners", "09_space_full", "09_space_odd", "09_tuners_small", "10_",
    ];

    public static IEnumerable<object[]> Cases => GoldenCases.Except("mlnet", Claimed);

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void IsReadByNoTest(string name)
    {
        GoldenCases.Path("mlnet", name);
        throw GoldenCases.Unknown($"the prefix of {name}");
    }
}
