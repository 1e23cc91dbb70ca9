using Muon.Samples;

namespace FlowerPhotos.Tests.Samples;

[TestClass]
public sealed class ConsoleProgramTests
{
    [TestMethod]
    public void WhatGoesWrong_IsOneLineAndAnExitCode()
    {
        Assert.AreEqual((0, ""), Run(() => null));
        Assert.AreEqual((1, "error: no such file"), Run(() => new FileNotFoundException("no such file")));
        Assert.AreEqual((2, "error: no such option --help lists the options."), Run(() => new UsageException("no such option")));
        Assert.AreEqual((130, "cancelled"), Run(() => new OperationCanceledException()));
        Assert.AreEqual((1, "error: libtorch cannot be used here: missing"), Run(() => new TypeInitializationException("torch", new DllNotFoundException("missing\nand more"))));
    }

    [TestMethod]
    public void AMistakeOfTheProgram_IsNotHidden() =>
        Assert.ThrowsExactly<NullReferenceException>(() => Run(() => new NullReferenceException()));

    [TestMethod]
    public void TheProgram_IsGivenTheToken()
    {
        using CancellationTokenSource source = new();
        source.Cancel();

        Assert.AreEqual(ConsoleProgram.Cancelled, ConsoleProgram.Run(token => token.ThrowIfCancellationRequested(), TextWriter.Null, source.Token));
    }

    private static (int Code, string Errors) Run(Func<Exception?> failure)
    {
        StringWriter errors = new(CultureInfo.InvariantCulture);
        int code = ConsoleProgram.Run(_ => { if (failure() is { } error) { throw error; } }, errors, CancellationToken.None);
        return (code, errors.ToString().Trim());
    }
}
