using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Networks;
using Muon.MLNet.Persistence;

namespace Muon.MLNet.Prediction;

/// <summary>A trained network with what it needs to read its input from a row; the part that differs between pictures and texts.</summary>
internal interface IClassifier : IDisposable
{
    /// <summary>Gets the values behind the classes.</summary>
    LabelValues Labels { get; }

    /// <summary>Gets the names of the columns that are read and written.</summary>
    PredictionColumns Columns { get; }

    /// <summary>Gets the type that the feature column had in training.</summary>
    DataViewType InputType { get; }

    /// <summary>Finds the columns that are read and checks their types.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is missing or of the wrong type.</exception>
    IReadOnlyList<DataViewSchema.Column> FindInputs(DataViewSchema schema);

    /// <summary>Creates a buffer that collects rows and scores them together.</summary>
    /// <param name="row">The row that moves, with the feature columns active.</param>
    /// <param name="capacity">The largest number of rows to collect.</param>
    IInputBatch CreateBatch(DataViewRow row, int capacity);

    /// <summary>Gets the network.</summary>
    /// <exception cref="ObjectDisposedException">The transformer was disposed of.</exception>
    ClassifierNetwork Network { get; }

    /// <summary>Gets the lock that is held while the network's weights are read or exchanged.</summary>
    WeightLock WeightLock { get; }

    /// <summary>Serializes everything that a prediction needs.</summary>
    byte[] ToPayload();

    /// <summary>The steps of the saved form that copy this input to where the carrier expects it and run the network there.</summary>
    ICarrierInput CarrierInput { get; }
}
