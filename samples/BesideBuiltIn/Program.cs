// ML.NET's own TextClassification and MuonTextClassification, in one process, on the same sentences.
//
// It needs the packages: build/setup packages, or -p:MuonDependencies=packages. With portable dependencies there is no built-in trainer.
// The built-in trainer starts from pretrained weights, which it downloads by itself when it is first used; ours starts from scratch and
// downloads nothing. A GPU is of much more use to the first than to the second.
using BesideBuiltIn;
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
        Comparison.Run(arguments, cancellation);
    }
});
