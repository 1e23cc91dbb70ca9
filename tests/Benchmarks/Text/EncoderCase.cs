using Muon.MLNet.Networks.Text;

namespace Muon.MLNet.Benchmarks.Text;

/// <summary>A size of batches for the default encoder.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Batch">Texts of a step.</param>
/// <param name="Length">Tokens of each text.</param>
/// <param name="Dropout">The dropout of the network.</param>
internal sealed record EncoderCase(string Name, int Batch, int Length, double Dropout)
{
    public const int Classes = 150;
    public const int Steps = 10;

    public static EncoderCase[] All { get; } =
    [
        new("64 texts of 16 tokens", 64, 16, 0.1),
        new("32 texts of 64 tokens", 32, 64, 0.1),
        new("32 texts of 64 tokens, no dropout", 32, 64, 0),
    ];

    public TextNetworkConfiguration Network => new(VocabularySize: 8_000, PaddingId: 0, Classes, MaxLength: 128, Dropout: Dropout);
}
