using System.Globalization;
using Muon.Testing;

namespace Muon.MLNet.Tests.Soak;

/// <summary>Many fits and predictions in one process: in the long form 201 and 20,100.</summary>
[TestClass]
public sealed class SoakTests
{
    private const int Kinds = 3;
    private const double Tolerance = 0.05;

    [TestMethod]
    public void NoTensorAndNoMemoryIsLost()
    {
        int fits = TestLength.Rounds(12, 201), perFit = 100, warmUp = TestLength.Rounds(6, 51);
        (int code, string output, string error) = SampleProgram.Run("Soak", fits.ToString(CultureInfo.InvariantCulture), perFit.ToString(CultureInfo.InvariantCulture));

        Assert.AreEqual(0, code, error);
        (int Fits, long Tensors, long Resident)[] rounds = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
        Console.WriteLine(output);
        Assert.HasCount(fits / Kinds, rounds);
        Assert.HasCount(1, rounds.Select(round => round.Tensors).Distinct(), "the number of live tensors is the same after each round");
        long warm = rounds.Where(round => round.Fits <= warmUp).Max(round => round.Resident);
        long last = rounds[^Math.Min(3, rounds.Length)..].Min(round => round.Resident);
        Assert.IsLessThan(warm * (1 + Tolerance), (double)last, "resident bytes");
    }

    private static (int Fits, long Tensors, long Resident) Parse(string line)
    {
        long[] numbers = [.. line.Split(' ').Select(number => long.Parse(number, CultureInfo.InvariantCulture))];
        return ((int)numbers[0], numbers[1], numbers[2]);
    }
}
