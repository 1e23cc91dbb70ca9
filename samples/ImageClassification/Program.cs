using ImageClassification;
using ImageClassification.Drawing;
using Muon.Samples;

return ConsoleProgram.Run(cancellation =>
{
    Arguments arguments = Arguments.Parse(args);
    if (arguments.Help)
    {
        Console.WriteLine(Arguments.Usage);
    }
    else if (arguments.DrawFolder is { } folder)
    {
        DigitFolder.Write(folder, arguments.PerClass ?? DigitFolder.DefaultPerClass, arguments.Seed);
        Console.WriteLine($"pictures: {folder}");
    }
    else
    {
        Demo.Run(arguments, cancellation);
    }
});
