using System.Globalization;
using Muon.MLNet.Soak;

// usage: Soak FITS PREDICTIONS_PER_FIT. A line after each round of three fits: fits, live tensors, resident bytes.
int fits = int.Parse(args[0], CultureInfo.InvariantCulture), predictions = int.Parse(args[1], CultureInfo.InvariantCulture);
Rounds rounds = new();
for (int fit = 0; fit < fits;)
{
    for (int kind = 0; kind < Rounds.Kinds && fit < fits; kind++, fit++)
    {
        rounds.Run(kind, predictions);
    }

    Memory.Settle();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{fit} {TorchSharp.torch.Tensor.TotalCount} {Memory.Resident()}"));
}
