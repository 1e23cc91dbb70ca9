Console.OutputEncoding = System.Text.Encoding.UTF8;
using CancellationTokenSource cancellation = new();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = !cancellation.IsCancellationRequested; // A second Ctrl+C ends the program at once.
    cancellation.Cancel();
    if (e.Cancel)
    {
        Console.Error.WriteLine("cancelling; Ctrl+C once more ends the program at once.");
    }
};
return await Muon.MLNet.Cli.Tool.RunAsync(args, Console.In, Console.Out, Console.Error, cancellation.Token).ConfigureAwait(false);
