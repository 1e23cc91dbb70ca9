using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Muon.MLNet.Images;

/// <summary>Tells the kinds of picture columns apart.</summary>
internal static class ImageInputKinds
{
    public const string Expected = "text (paths of pictures), a vector of Byte (encoded pictures), an image, or a vector of Single of known size";

    /// <summary>The kind of a column, or <see langword="null"/> where it holds no pictures.</summary>
    public static ImageInputKind? Of(DataViewType type) => type switch
    {
        TextDataViewType => ImageInputKind.Path,
        ImageDataViewType => ImageInputKind.Image,
        VectorDataViewType { ItemType: var item } when item.Equals(NumberDataViewType.Byte) => ImageInputKind.Encoded,
        VectorDataViewType { ItemType: var item } when item.Equals(NumberDataViewType.Single) => ImageInputKind.Vector,
        _ => null,
    };

    /// <summary>The same for the shape of a column in front of an estimator.</summary>
    public static ImageInputKind? Of(SchemaShape.Column column) => column.Kind == SchemaShape.Column.VectorKind.Scalar
        ? Of(column.ItemType)
        : column.ItemType.Equals(NumberDataViewType.Byte) ? ImageInputKind.Encoded
        : column.ItemType.Equals(NumberDataViewType.Single) && column.Kind == SchemaShape.Column.VectorKind.Vector ? ImageInputKind.Vector
        : null;
}
