using System.Text.Json;

namespace Muon.MLNet.Cli.Tests;

/// <summary>One run of the program within the process of the test.</summary>
internal sealed record ToolRun(int Code, string Output, string Errors)
{
    public static ToolRun Of(params string[] args) => With("", args);

    public static ToolRun With(string input, params string[] args)
    {
        using StringReader reader = new(input);
        using StringWriter output = new();
        using StringWriter errors = new();
        int code = Tool.RunAsync(args, reader, output, errors).GetAwaiter().GetResult();
        return new ToolRun(code, output.ToString(), errors.ToString());
    }

    /// <summary>What the output says as JSON, with nothing else on it.</summary>
    public JsonElement Json()
    {
        using JsonDocument document = JsonDocument.Parse(Output);
        return document.RootElement.Clone();
    }

    /// <summary>An error of one line or more, and nothing on the output.</summary>
    public ToolRun ExpectError(int code, string words)
    {
        Expect(code);
        Assert.Contains(words, Errors);
        Assert.StartsWith("error: ", Errors);
        Assert.DoesNotContain("unexpected", Errors);
        Assert.DoesNotContain("   at ", Errors);
        return this;
    }

    public ToolRun ExpectSaid(string words)
    {
        Assert.Contains(words, Output + Errors);
        return this;
    }

    public ToolRun Expect(int code)
    {
        Assert.AreEqual(code, Code, $"{Output}\n{Errors}");
        return this;
    }
}
