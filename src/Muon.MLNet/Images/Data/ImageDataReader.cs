using System.Globalization;
using Microsoft.ML;
using Muon.MLNet.Images.Augmentation;
using Muon.MLNet.Prediction;
using Muon.MLNet.Training;

namespace Muon.MLNet.Images;

/// <summary>Reads views of pictures: the labels first, then the pictures, decoded on all cores into a cache.</summary>
/// <param name="options">Names of the columns, sizes and limits.</param>
/// <param name="seed">Decides what is held back and how pictures are changed.</param>
/// <param name="tempFolder">Where pictures go that do not fit into memory.</param>
/// <param name="previous">The model from which training goes on, if there is one.</param>
internal sealed class ImageDataReader(MuonImageClassificationTrainer.Options options, int seed, string tempFolder, PreviousImages? previous = null)
{
    /// <summary>Reads the training data.</summary>
    /// <exception cref="InvalidOperationException">There are no rows, or pictures that cannot be read and are not to be skipped.</exception>
    /// <exception cref="OperationCanceledException">Cancelled while reading.</exception>
    public ImageData Read(IDataView data)
    {
        DataViewSchema.Column image = FindImage(data, out ImageInputKind kind);
        LabelColumn labels = LabelColumn.Read(data, options.LabelColumnName, "train on", options.CancellationToken);
        if (previous is not null)
        {
            labels = labels.NumberedBy(previous.Classifier.Labels.With(labels.Labels), options.LabelColumnName);
        }

        bool[] held = StratifiedSplit.HoldBack(labels.Classes, options.ValidationFraction, seed);
        (ImageShape shape, string reason) = kind == ImageInputKind.Vector
            ? (ImageShape.Find(image, options), "the size of the vectors")
            : ImageSizeChoice.Choose(previous is not null ? [] : Sizes(data, image, kind, labels.Classes.Length), options);
        ImagePlan plan = ImagePlan.Create(options, kind, shape, labels.Labels.Count, labels.Classes.Length - labels.Missing);
        return kind == ImageInputKind.Vector
            ? new VectorDataReader(options, seed).Read(data, image, labels, held, plan, reason, previous?.Statistics)
            : ReadPictures(data, image, kind, labels, held, plan, reason);
    }

    /// <summary>Reads a validation set of the same columns.</summary>
    /// <param name="data">The view.</param>
    /// <param name="train">What the training data was found to be.</param>
    /// <param name="cache">What is to be disposed when the examples are no longer needed.</param>
    /// <param name="bad">The pictures that were left out.</param>
    /// <exception cref="InvalidOperationException">There are no rows, or the keys stand for other values than in training.</exception>
    public IExampleSet ReadValidation(IDataView data, ImageData train, out IDisposable? cache, out IReadOnlyList<BadImage> bad)
    {
        DataViewSchema.Column image = FindImage(data, out ImageInputKind kind);
        LabelColumn labels = LabelColumn.Read(data, options.LabelColumnName, "validate with", options.CancellationToken);
        if (previous is null)
        {
            NetworkFit.RequireSameKeys(train.Labels, labels.Labels, options.LabelColumnName);
        }
        else
        {
            labels = labels.NumberedBy(train.Labels, options.LabelColumnName);
        }

        if ((kind == ImageInputKind.Vector) != (train.Kind == ImageInputKind.Vector))
        {
            throw SchemaErrors.Mismatch("image", image.Name, "a column as in the training data", image.Type.ToString()!);
        }

        if (kind == ImageInputKind.Vector)
        {
            (cache, bad) = (null, []);
            return new VectorDataReader(options, seed).ReadValidation(data, image, labels, train.Plan.Network);
        }

        PictureCache pictures = new(train.Plan.Network.PixelCount, Math.Max(0, options.CacheBytes - train.MemoryBytes), tempFolder, labels.Classes.Length - labels.Missing);
        try
        {
            pictures.Reserve();
            PictureSet set = new(pictures, train.Plan.Network.Height, train.Plan.Network.Width, sums: null);
            bad = Load(data, image, kind, labels, _ => set);
            cache = pictures;
            return set.ToExamples(labels.Classes, bad.Rows(), augmenter: null) ?? throw new InvalidOperationException("No picture of ValidationSet can be read.");
        }
        catch
        {
            pictures.Dispose();
            throw;
        }
    }

    private ImageData ReadPictures(IDataView data, DataViewSchema.Column image, ImageInputKind kind, LabelColumn labels, bool[] held, ImagePlan plan, string reason)
    {
        PixelSums sums = new();
        long heldCount = held.LongCount(isHeld => isHeld);
        long heldBytes = Math.Min(options.CacheBytes, heldCount * plan.Network.PixelCount);
        long trainCount = labels.Classes.Length - labels.Missing - heldCount;
        PictureCache trainCache = new(plan.StoredHeight * plan.StoredWidth * RgbPicture.Channels, options.CacheBytes - heldBytes, tempFolder, trainCount);
        PictureCache heldCache = new(plan.Network.PixelCount, heldBytes, tempFolder, heldCount);
        try
        {
            trainCache.Reserve();
            heldCache.Reserve();
            PictureSet train = new(trainCache, plan.StoredHeight, plan.StoredWidth, sums);
            PictureSet validation = new(heldCache, plan.Network.Height, plan.Network.Width, sums: null);
            IReadOnlyList<BadImage> bad = Load(data, image, kind, labels, row => held[row] ? validation : train);
            HashSet<long> givenBack = StratifiedSplit.GiveBack(labels.Classes, held, bad.Rows());
            if (givenBack.Count > 0)
            {
                bad = [.. bad, .. Load(data, image, kind, labels, row => givenBack.Contains(row) ? train : null)];
            }

            HashSet<long> missing = bad.Rows();
            if (!train.HasAnyBut(missing))
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                    $"None of the pictures in column '{image.Name}' can be read: {bad.Count} were left out. The first: {bad[0].Describe()}."));
            }

            Networks.PixelStatistics statistics = previous?.Statistics ?? sums.ToStatistics();
            BatchAugmenter augmenter = new(plan.Augmentation, plan.Network.Height, plan.Network.Width, plan.Network.Classes, statistics, seed);
            PictureExamples examples = train.ToExamples(labels.Classes, missing, augmenter)!;
            return new ImageData([trainCache, heldCache])
            {
                Plan = plan,
                SizeReason = reason,
                Kind = kind,
                Train = examples,
                MemoryBytes = trainCache.MemoryBytes + heldCache.MemoryBytes,
                LostClasses = [.. labels.Classes.Where(target => target >= 0).Except(examples.Classes).Order().Select(target => labels.Labels.Names[target])],
                Validation = validation.ToExamples(labels.Classes, missing.Union(givenBack).ToHashSet(), augmenter: null),
                Statistics = statistics,
                Labels = labels.Labels,
                RowsWithoutLabel = labels.Missing,
                BadImages = bad,
            };
        }
        catch
        {
            trainCache.Dispose();
            heldCache.Dispose();
            throw;
        }
    }

    private IReadOnlyList<BadImage> Load(IDataView data, DataViewSchema.Column image, ImageInputKind kind, LabelColumn labels, Func<int, PictureSet?> setOf) =>
        new PictureLoader(image.Name, options.OnBadImage, options.Fit).Run(Jobs(data, image, kind, labels, setOf), options.CancellationToken);

    private IEnumerable<PictureJob> Jobs(IDataView data, DataViewSchema.Column image, ImageInputKind kind, LabelColumn labels, Func<int, PictureSet?> setOf)
    {
        using PictureRows rows = new(data, image, kind, options.LabelColumnName);
        int row = 0;
        for (; rows.MoveNext(); row++)
        {
            rows.Check(row, labels.Classes);
            if (labels.Classes[row] >= 0 && setOf(row) is { } set)
            {
                yield return set.Add(row, rows.Current());
            }
        }

        if (row < labels.Classes.Length)
        {
            throw LabelColumn.NotRepeatable();
        }
    }

    private IReadOnlyList<(int Width, int Height)> Sizes(IDataView data, DataViewSchema.Column image, ImageInputKind kind, int rows) =>
        options.ImageHeight is null ? SizeSample.Read(data, image, kind, rows, options.CancellationToken) : [];

    private DataViewSchema.Column FindImage(IDataView data, out ImageInputKind kind)
    {
        DataViewSchema.Column image = data.Schema.GetColumnOrNull(options.ImageColumnName) ?? throw SchemaErrors.Missing("image", options.ImageColumnName);
        kind = ImageInputKinds.Of(image.Type) ?? throw SchemaErrors.Mismatch("image", image.Name, ImageInputKinds.Expected, image.Type.ToString()!);
        previous?.RequireColumn(image, kind);
        return image;
    }
}
