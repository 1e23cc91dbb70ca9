using Microsoft.ML;
using Muon.MLNet.Images.Augmentation;
using Muon.MLNet.Networks;
using Muon.MLNet.Training;

namespace Muon.MLNet.Images;

/// <summary>Reads pictures that are vectors of floats into memory.</summary>
internal sealed class VectorDataReader(MuonImageClassificationTrainer.Options options, int seed)
{
    public ImageData Read(IDataView data, DataViewSchema.Column image, LabelColumn labels, bool[] held, ImagePlan plan, string reason, PixelStatistics? known)
    {
        PixelStore pixels = ReadPixels(data, image, labels, plan.Network, out int[] rows);
        int[] train = [.. Enumerable.Range(0, rows.Length).Where(i => !held[rows[i]])];
        int[] validation = [.. Enumerable.Range(0, rows.Length).Where(i => held[rows[i]])];
        PixelStatistics statistics = known ?? pixels.Statistics(plan.Network.Channels, train);
        BatchAugmenter augmenter = new(plan.Augmentation, plan.Network.Height, plan.Network.Width, plan.Network.Classes, statistics, seed);
        return new ImageData([])
        {
            Plan = plan,
            SizeReason = reason,
            Kind = ImageInputKind.Vector,
            Train = Examples(train, augmenter),
            Validation = validation.Length > 0 ? Examples(validation, augmenter: null) : null,
            Statistics = statistics,
            Labels = labels.Labels,
            RowsWithoutLabel = labels.Missing,
        };

        VectorExamples Examples(int[] which, BatchAugmenter? augmenter) =>
            new(plan.Network, pixels, which, [.. which.Select(i => labels.Classes[rows[i]])], augmenter);
    }

    public IExampleSet ReadValidation(IDataView data, DataViewSchema.Column image, LabelColumn labels, ImageNetworkConfiguration network)
    {
        PixelStore pixels = ReadPixels(data, image, labels, network, out int[] rows);
        return new VectorExamples(network, pixels, [.. Enumerable.Range(0, rows.Length)], [.. rows.Select(row => labels.Classes[row])], augmenter: null);
    }

    private PixelStore ReadPixels(IDataView data, DataViewSchema.Column image, LabelColumn labels, ImageNetworkConfiguration network, out int[] rows)
    {
        ImageShape shape = new(network.Channels, network.Height, network.Width);
        PixelStore pixels = new(network.PixelCount);
        List<int> kept = [];
        using DataViewRowCursor cursor = data.GetRowCursor([image]);
        VectorPixelReader reader = new(cursor, image, options.PixelLayout);
        int row = 0;
        for (; cursor.MoveNext(); row++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            if (row >= labels.Classes.Length)
            {
                throw LabelColumn.NotRepeatable();
            }

            if (labels.Classes[row] >= 0)
            {
                reader.Read(shape, pixels.AddRow());
                kept.Add(row);
            }
        }

        rows = [.. kept];
        return row == labels.Classes.Length ? pixels : throw LabelColumn.NotRepeatable();
    }
}
