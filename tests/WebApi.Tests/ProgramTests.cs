using System.Diagnostics;
using Muon.Testing;

namespace WebApi.Tests;

/// <summary>The program as a user runs it.</summary>
[TestClass]
public sealed class ProgramTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    [TestMethod]
    [DataRow(2)]
    [DataRow(2, "--images")]
    [DataRow(2, "--port", "70000")]
    [DataRow(2, "model.zip")]
    [DataRow(1, "--images", "there-is-no-such-file.zip")]
    public void AMistakeIsOneLineAndAnExitCode(int expected, params string[] args) => SampleProgram.AssertMistake("WebApi", expected, args);

    [TestMethod]
    public void AModelOfAnotherKindIsAMistake()
    {
        using PictureFiles files = new();
        SampleProgram.AssertMistake("WebApi", 1, "--images", ServedModels.SaveTexts(files.Folder));
    }

    [TestMethod]
    public void HelpIsHelp()
    {
        (int code, string output, _) = SampleProgram.Run("WebApi", "--help");
        Assert.AreEqual(0, code);
        Assert.Contains("usage: WebApi", output);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
    public async Task ServesUntilItIsToldToEnd()
    {
        using PictureFiles files = new();
        using Process process = SampleProgram.Start("WebApi", "--texts", ServedModels.SaveTexts(files.Folder), "--port", "0", "--threads", "1");
        try
        {
            string line = await process.StandardOutput.ReadLineAsync().WaitAsync(s_patience) ?? await process.StandardError.ReadToEndAsync();
            Assert.MatchesRegex(@"\Aserving at http://127\.0\.0\.1:\d+/; Ctrl\+C ends\z", line);
            using HttpClient client = new() { BaseAddress = new Uri(line.Split(' ')[2].TrimEnd(';')) };
            Assert.Contains("\"status\":\"ok\"", await client.GetStringAsync("health"));

            Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])!.WaitForExit();
            await process.WaitForExitAsync().WaitAsync(s_patience);

            Assert.AreEqual(0, process.ExitCode, await process.StandardError.ReadToEndAsync());
        }
        finally
        {
            process.Kill();
        }
    }
}
