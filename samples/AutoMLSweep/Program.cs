using AutoMLSweep;
using Muon.Samples;

return ConsoleProgram.Run(cancellation =>
{
    Arguments arguments = Arguments.Parse(args);
    if (arguments.Help)
    {
        Console.WriteLine(Arguments.Usage);
    }
    else
    {
        Sweep.Run(arguments, cancellation);
    }
});
