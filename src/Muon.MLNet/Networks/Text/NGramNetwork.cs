using Muon.MLNet.Networks.Layers;
using Muon.MLNet.Persistence;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks.Text;

/// <summary>
/// A classifier of bags of n-grams: the rows of the features are summed, normalised, and read by hidden layers with a skip around all but the
/// first. The table is nearly all of it, and a batch touches few of its rows: its gradient is sparse.
/// </summary>
internal sealed class NGramNetwork : ClassifierNetwork
{
    /// <summary>The parameter that row-wise AdamW is made for.</summary>
    public const string Table = "features.weight";

    private const double RowSpread = 0.1;

    private readonly EmbeddingBag features; // (features + 1, width); the last row is padding
    private readonly LayerNorm norm;
    private readonly ModuleList<Linear> hidden;
    private readonly Linear head;
    private readonly StreamDropout drop;

    public NGramNetwork(NGramNetworkConfiguration configuration)
        : base(nameof(NGramNetwork))
    {
        features = nn.EmbeddingBag(configuration.Features + 1L, configuration.Width, mode: EmbeddingBagMode.Sum, sparse: true, padding_index: configuration.Features);
        norm = nn.LayerNorm(configuration.Width);
        hidden = new ModuleList<Linear>([.. Enumerable.Range(0, configuration.Depth).Select(layer => nn.Linear(layer == 0 ? configuration.Width : configuration.Hidden, configuration.Hidden))]);
        head = nn.Linear(configuration.Hidden, configuration.Classes);
        drop = new StreamDropout(configuration.Dropout);
        using (no_grad())
        {
            nn.init.normal_(features.weight, std: RowSpread);
            nn.init.zeros_(head.weight!);
            nn.init.zeros_(head.bias!);
        }

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override nn.Module Head => head;

    /// <inheritdoc/>
    public override void SeedDropout(int seed) => TextInitialization.SeedDropout(this, seed);

    /// <summary>Rounds the table to half precision: it is nearly all of a saved model, and what is saved predicts what the network predicts, bit for bit.</summary>
    public void RoundTable() => HalfPrecision.Round(features.weight);

    /// <param name="input">(batch, features), int64: rows of the table, filled up with the number of features.</param>
    /// <returns>(batch, classes), float32.</returns>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = drop.forward(norm.forward(features.call(input))); // (batch, width)
        Tensor y = Layer(hidden[0], x);                              // (batch, hidden)
        foreach (Linear layer in hidden.Skip(1))
        {
            y = y.add(Layer(layer, y));
        }

        return head.forward(y).MoveToOuterDisposeScope();
    }

    private Tensor Layer(Linear layer, Tensor x) => drop.forward(nn.functional.relu(layer.forward(x), inplace: true));
}
