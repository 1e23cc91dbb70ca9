using Muon.Samples;
using WebApi;

return ConsoleProgram.Run(cancellation =>
{
    Arguments arguments = Arguments.Parse(args);
    if (arguments.Help)
    {
        Console.WriteLine(Arguments.Usage);
    }
    else
    {
        Server.RunAsync(arguments, cancellation).GetAwaiter().GetResult();
    }
});
