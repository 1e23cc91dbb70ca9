using Microsoft.ML.SearchSpace;

namespace Muon.Portable.AutoML.Tests;

// The classes of the recorded cases, member by member.

public sealed class Small
{
    [Range(0.0, 1.0, 0.5)]
    public double X { get; set; } = 0.5;

    [Range(1, 9, 3)]
    public int N { get; set; } = 3;

    [Choice("a", "b")]
    public string C { get; set; } = "b";
}

public sealed class Inner
{
    [Range(0f, 1f)]
    public float P { get; set; } = 0.25f;

    [Choice(16, 32, 64)]
    public int Width { get; set; } = 32;
}

public sealed class Full
{
    [Range(1e-4f, 10f, 0.1f, true)]
    public float L2 { get; set; } = 0.5f;

    [Range(2, 30, 10, false)]
    public int Hist { get; set; } = 7;

    [Range(1.0, 100.0, logBase: true)]
    public double Dbl { get; set; } = 3.0;

    [Range(4, 1024, logBase: true)]
    public int LogInt { get; set; } = 16;

    [Choice("adam", "sgd", "rms")]
    public string Opt { get; set; } = "sgd";

    [BooleanChoice(true)]
    public bool Flag { get; set; }

    [NestOption]
    public Inner In { get; set; } = new();

    public int NotSwept { get; set; } = 99;
}

public sealed class NoDefaults
{
    [Range(-5, 5)]
    public int A { get; set; }

    [Range(2f, 8f)]
    public float F { get; set; }

    [Choice(1, 2, 3)]
    public int Ch { get; set; }

    [Choice]
    public DayOfWeek Day { get; set; }

    [BooleanChoice]
    public bool Z { get; set; }
}

public sealed class OnlyNested
{
    [NestOption]
    public Inner In { get; set; } = new();
}

public sealed class FloatRangeOnInt
{
    [Range(1f, 2f)]
    public int A { get; set; }
}

public sealed class FloatRangeOnString
{
    [Range(1f, 2f)]
    public string A { get; set; }
}

public sealed class MinAboveMax
{
    [Range(5, 2)]
    public int A { get; set; }
}

public sealed class LogZero
{
    [Range(0f, 2f, logBase: true)]
    public float A { get; set; }
}

public sealed class RangeOnField
{
    [Range(1, 3)]
    public int A;
}

public sealed class NoAttribute
{
    public int A { get; set; }
}

public sealed class BadDefault
{
    [Range(1, 3)]
    public int A { get; set; } = 50;
}

public sealed class BadChoiceDefault
{
    [Choice("x", "y")]
    public string A { get; set; } = "z";
}
