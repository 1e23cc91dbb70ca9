using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Benchmarks.Data;

/// <summary>Views of pictures of one size.</summary>
internal static class PictureViews
{
    public static IDataView Load(MLContext context, IReadOnlyList<Picture> pictures, int channels, int height, int width) =>
        context.Data.LoadFromEnumerable(pictures, Schema(channels, height, width));

    public static SchemaDefinition Schema(int channels, int height, int width)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Picture));
        schema[nameof(Picture.Image)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, channels, height, width);
        return schema;
    }
}
