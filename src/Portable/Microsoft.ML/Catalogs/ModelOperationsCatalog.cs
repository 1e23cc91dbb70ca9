using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class ModelOperationsCatalog : IInternalCatalog
{
    private readonly LocalEnvironment _env;

    internal ModelOperationsCatalog(LocalEnvironment env) => _env = env;

    IHostEnvironment IInternalCatalog.Environment => _env;
}
