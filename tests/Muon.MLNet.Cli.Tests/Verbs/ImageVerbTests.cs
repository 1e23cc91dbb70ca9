using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Cli.Tests.Verbs;

[TestClass]
public sealed class ImageVerbTests
{
    [TestMethod]
    public void A_folder_becomes_a_model_that_predicts_files_and_folders()
    {
        using Folder folder = new();
        string photos = folder.Photos();
        Train(photos, folder.At("out")).Expect(0);
        string model = folder.At("out/Flowers.mlnet");
        ToolRun predicted = ToolRun.Of("predict", model, photos).Expect(0);
        Assert.HasCount(9, predicted.Output.Trim().Split('\n'));
        ToolRun.Of("evaluate", model, "--dataset", photos).Expect(0);
        Assert.Contains("There is no picture", ToolRun.Of("predict", model, folder.At("none.jpg")).Expect(3).Errors);
    }

    [TestMethod]
    public void What_is_wrong_with_the_pictures_is_said()
    {
        using Folder folder = new();
        Assert.Contains("There is no folder", Train(folder.At("missing"), folder.At("out")).Expect(3).Errors);
        Directory.CreateDirectory(folder.At("empty"));
        Train(folder.At("empty"), folder.At("out")).Expect(3);
        string photos = folder.Photos();
        File.WriteAllText(folder.At("photos/roses/broken.jpg"), "no picture");
        Assert.Contains("broken.jpg", Train(photos, folder.At("out")).Expect(3).Errors);
        Directory.Delete(folder.At("photos/roses"), recursive: true);
        Assert.Contains("one class only, 'daisy'", Train(photos, folder.At("out")).Expect(3).Errors);
        Assert.IsFalse(File.Exists(folder.At("out/Flowers.mlnet")));
    }

    [TestMethod]
    public void A_full_or_read_only_disk_leaves_nothing_half_written()
    {
        using Folder folder = new();
        string photos = folder.Photos(3);
        using SmallDisk disk = new(1);
        disk.Fill();
        Assert.Contains("cannot be written", Train(photos, disk.Folder).Expect(4).Errors);
        Assert.HasCount(1, Directory.GetFileSystemEntries(disk.Folder)); // what fills it
        disk.MakeReadOnly();
        Assert.Contains("cannot be written", Train(photos, disk.Folder).Expect(4).Errors);
    }

    private static ToolRun Train(string photos, string output) =>
        ToolRun.Of("image-classification", "--dataset", photos, "--epochs", "1", "--image-size", "32", "--name", "Flowers", "--output", output, "--threads", "1");
}
