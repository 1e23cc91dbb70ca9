using Muon.MLNet.Cli.Records;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Cli.Tests.Verbs;

[TestClass]
public sealed class ImageClassificationTests
{
    [TestMethod]
    public void A_folder_becomes_a_model()
    {
        TrainingRecord record = TrainingRecord.Load(Path.Combine(Path.GetDirectoryName(Trained.Photos)!, TrainingRecord.FileName));
        Assert.AreEqual("ImageClassification", record.Scenario);
        CollectionAssert.AreEquivalent(new[] { "daisy", "roses" }, record.Data.ClassCounts.Keys.ToArray());
        Assert.AreEqual(2, record.Data.TestCount);
        Assert.IsTrue(record.Run.Test!.Mistakes.All(mistake => File.Exists(mistake.Picture)));
    }

    [TestMethod]
    public void A_folder_that_cannot_be_used_is_explained_and_nothing_is_written()
    {
        using Folder folder = new();
        Train(folder, folder.At("missing")).ExpectError(ExitCodes.Data, "There is no folder");
        Train(folder, folder.Dangling()).ExpectError(ExitCodes.Data, "There is no folder");
        Train(folder, folder.Write("file", "x")).ExpectError(ExitCodes.Data, "is a file; pictures are read from a folder with a sub-folder for each class");
        Directory.CreateDirectory(folder.At("empty/roses"));
        Train(folder, folder.At("empty")).ExpectError(ExitCodes.Data, "It needs a sub-folder of pictures for each class.");
        string photos = folder.Photos();
        Train(folder, Path.Combine(photos, "daisy")).ExpectError(ExitCodes.Data, "name the folder above if 'daisy' is itself a class.").ExpectSaid("lies in no sub-folder");
        Directory.Delete(folder.At("photos/roses"), recursive: true);
        Train(folder, photos).ExpectError(ExitCodes.Data, "one class only, 'daisy'; there is nothing to tell apart. Give it a sub-folder for each class.");
        Assert.IsFalse(Directory.Exists(folder.At("out")));
    }

    [TestMethod]
    public void A_picture_that_cannot_be_read_is_named_and_nothing_is_written()
    {
        using Folder folder = new();
        string photos = folder.Photos();
        string broken = folder.Write("photos/roses/broken.jpg", "no picture");
        Train(folder, photos).Expect(ExitCodes.Data).ExpectSaid($"the picture '{broken}' cannot be read").ExpectSaid("Mend or remove it.");
        File.Delete(broken);
        File.CreateSymbolicLink(broken, folder.At("nowhere"));
        Train(folder, photos).Expect(ExitCodes.Data).ExpectSaid($"the picture '{broken}' cannot be read");
        Assert.IsFalse(Directory.Exists(folder.At("out")), "the folder that was made for the model is gone again");
    }

    [TestMethod]
    public void A_validation_folder_judges_the_epochs()
    {
        using Folder folder = new();
        ToolRun run = Train(folder, Trained.Pictures, "--validation-dataset", Trained.Pictures).Expect(0);
        Assert.Contains("Validation: 8 examples", run.Output);
        Directory.CreateDirectory(folder.At("strange/tulips"));
        File.Copy(Directory.GetFiles(Path.Combine(Trained.Pictures, "daisy"))[0], folder.At("strange/tulips/t.jpg"));
        Train(folder, Trained.Pictures, "--validation-dataset", folder.At("strange")).ExpectError(ExitCodes.Data, "has the class 'tulips', which");
        Train(folder, Trained.Pictures, "--validation-dataset", folder.At("none")).ExpectError(ExitCodes.Data, "There is no folder");
    }

    [TestMethod]
    public void What_does_not_fit_the_network_names_the_option()
    {
        using Folder folder = new();
        Train(folder, Trained.Pictures, "--architecture", "custom").ExpectError(ExitCodes.Usage, "--architecture is 'custom'; it must be one of auto, small-conv-net");
        ToolRun.Of("image-classification", "--dataset", Trained.Pictures, "--architecture", "ViT-Tiny", "--image-size", "30", "--output", folder.At("out")).Expect(ExitCodes.Usage).ExpectSaid("Set --image-size to multiples of 4.");
        Assert.IsFalse(Directory.Exists(folder.At("out")));
    }

    [TestMethod]
    public void A_GPU_that_is_not_there_is_said_before_the_data_is_read()
    {
        if (TorchSharp.torch.cuda.is_available())
        {
            Assert.Inconclusive("There is a GPU.");
        }

        using Folder folder = new();
        Train(folder, folder.At("missing"), "--device", "gpu").ExpectError(ExitCodes.Environment, "--device is gpu, but libtorch sees no CUDA device");
    }

    [TestMethod]
    public void A_full_or_read_only_disk_leaves_nothing_half_written()
    {
        string photos = Trained.Pictures;
        using SmallDisk disk = new(1);
        disk.Fill();
        Train(disk.Folder, photos).Expect(ExitCodes.Output).ExpectSaid("cannot be written: No space left on device");
        Assert.HasCount(1, Directory.GetFileSystemEntries(disk.Folder)); // what fills it
        Train(Path.Combine(disk.Folder, "new"), photos).Expect(ExitCodes.Output);
        Assert.HasCount(1, Directory.GetFileSystemEntries(disk.Folder));
        disk.MakeReadOnly();
        Train(disk.Folder, photos).ExpectError(ExitCodes.Output, "cannot be written: Read-only file system");
    }

    private static ToolRun Train(Folder folder, string photos, params string[] options) => Train(folder.At("out"), photos, options);

    private static ToolRun Train(string output, string photos, params string[] options) =>
        ToolRun.Of(["image-classification", "--dataset", photos, "--epochs", "1", "--image-size", "32", "--name", "Flowers", "--output", output, "--threads", "1", .. options]);
}
