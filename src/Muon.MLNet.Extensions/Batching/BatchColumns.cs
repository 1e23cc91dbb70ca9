using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Extensions;

/// <summary>How the members of the typed rows are named in a model, where they are not named alike.</summary>
public sealed class BatchColumns
{
    /// <summary>Gets or sets the columns of the input for a model.</summary>
    /// <value>The default value is <see langword="null"/>: as the type and its attributes say.</value>
    public Func<ITransformer, SchemaDefinition>? Input { get; set; }

    /// <summary>Gets or sets the columns of the output for a model.</summary>
    /// <value>The default value is <see langword="null"/>: as the type and its attributes say.</value>
    public Func<ITransformer, SchemaDefinition>? Output { get; set; }
}
