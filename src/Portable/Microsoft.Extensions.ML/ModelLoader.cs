using Microsoft.Extensions.Primitives;
using Microsoft.ML;

namespace Microsoft.Extensions.ML;

/// <summary>Where a pool gets its model from, and how it learns of another one.</summary>
public abstract class ModelLoader
{
    public abstract IChangeToken GetReloadToken();

    public abstract ITransformer GetModel();
}
