using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Muon.MLNet.Networks;
using Muon.MLNet.Prediction;

namespace Muon.MLNet.Images;

/// <summary>Reads a view of pictures into memory.</summary>
internal static class ImageDataReader
{
    /// <summary>Reads all rows whose label is known.</summary>
    /// <param name="data">The view.</param>
    /// <param name="options">Names of the columns and the size of the pictures.</param>
    /// <param name="expected">What the training set was found to be; <see langword="null"/> when this is the training set.</param>
    /// <exception cref="OperationCanceledException">Cancelled while reading.</exception>
    public static ImageData Read(IDataView data, MuonImageClassificationTrainer.Options options, ImageNetworkConfiguration? expected)
    {
        DataViewSchema.Column label = data.Schema.GetColumnOrNull(options.LabelColumnName) ?? throw SchemaErrors.Missing("label", options.LabelColumnName);
        DataViewSchema.Column image = data.Schema.GetColumnOrNull(options.ImageColumnName) ?? throw SchemaErrors.Missing("image", options.ImageColumnName);
        int classes = LabelReader.ClassCount(label);
        ImageShape? shape = expected is null ? ImageShape.Find(image, options) : new ImageShape(expected.Channels, expected.Height, expected.Width);

        using DataViewRowCursor cursor = data.GetRowCursor([label, image]);
        Func<int> readClass = LabelReader.Create(cursor, label);
        PixelReader reader = PixelReader.Create(cursor, image, options.PixelLayout);
        PixelStore? pixels = null;
        List<int> targets = [];
        long skipped = 0;
        while (cursor.MoveNext())
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            int target = readClass();
            if (target < 0)
            {
                skipped++;
                continue;
            }

            shape ??= reader.CurrentShape();
            pixels ??= new PixelStore(shape!.Value.PixelCount);
            reader.Read(shape!.Value, pixels.AddRow());
            targets.Add(target);
        }

        if (pixels is null || shape is not { } found)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"There are no rows to {(expected is null ? "train on" : "validate with")}: 0 rows have a label in column '{label.Name}', {skipped} lack one."));
        }

        ImageNetworkConfiguration network = expected ?? new ImageNetworkConfiguration(found.Channels, found.Height, found.Width, classes);
        return new ImageData(network, new ImageExamples(network, pixels, targets), image.Type is ImageDataViewType, LabelValues.Of(label, classes), skipped);
    }
}
