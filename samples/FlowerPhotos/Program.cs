using System.Text;
using FlowerPhotos;

const int Failed = 1, Misused = 2, Cancelled = 130;

Console.OutputEncoding = Encoding.UTF8;
using CancellationTokenSource cancellation = new();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = !cancellation.IsCancellationRequested; // A second Ctrl+C ends the program at once.
    cancellation.Cancel();
};

try
{
    Arguments arguments = Arguments.Parse(args);
    if (arguments.Help)
    {
        Console.WriteLine(Arguments.Usage);
        return 0;
    }

    Demo.Run(arguments, cancellation.Token);
    return 0;
}
catch (UsageException e)
{
    Console.Error.WriteLine($"error: {e.Message} --help lists the options.");
    return Misused;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("cancelled");
    return Cancelled;
}
catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
{
    Console.Error.WriteLine($"error: {e.Message}");
    return Failed;
}
catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or NotSupportedException)
{
    Console.Error.WriteLine($"error: libtorch cannot be used here: {e.GetBaseException().Message.Split('\n')[0].Trim()}");
    return Failed;
}
