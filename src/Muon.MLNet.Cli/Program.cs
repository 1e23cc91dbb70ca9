return await Muon.MLNet.Cli.Tool.RunAsync(args, Console.In, Console.Out, Console.Error).ConfigureAwait(false);
