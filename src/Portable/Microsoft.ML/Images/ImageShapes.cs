using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Checks of columns that have to be images.</summary>
internal static class ImageShapes
{
    public static void RequireImage(SchemaShape shape, string name)
    {
        SchemaShape.Column source = shape.Require(name);
        if (source.Kind != SchemaShape.Column.VectorKind.Scalar || source.ItemType is not ImageDataViewType)
        {
            throw Contracts.WrongColumn("inputSchema", "input", name, "Image", source.GetTypeString());
        }
    }

    public static ImageDataViewType RequireImage(DataViewSchema.Column column) =>
        column.Type as ImageDataViewType ?? throw Contracts.WrongColumn("inputSchema", "input", column.Name, "image", column.Type.ToString());
}
