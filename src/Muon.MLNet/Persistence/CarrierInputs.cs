using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Muon.MLNet.Persistence;

/// <summary>The saved forms of models, by the kind of their input.</summary>
internal static class CarrierInputs
{
    /// <summary>Paths of pictures.</summary>
    public static readonly ICarrierInput Path = new CarrierInput<PathCarrierRow>(PathCarrierFactory.Contract, TextDataViewType.Instance);

    /// <summary>Encoded pictures.</summary>
    public static readonly ICarrierInput Encoded = new CarrierInput<EncodedCarrierRow>(EncodedCarrierFactory.Contract, new VectorDataViewType(NumberDataViewType.Byte));

    /// <summary>
    /// Images. Fitted to the very type that <see cref="ImageCarrierRow"/> declares: an estimator insists on its size, but the transformer takes
    /// images of any size.
    /// </summary>
    public static readonly ICarrierInput Image = new CarrierInput<ImageCarrierRow>(ImageCarrierFactory.Contract, new ImageDataViewType(1, 1));

    /// <summary>Vectors of floats.</summary>
    public static readonly ICarrierInput Vector = new CarrierInput<VectorCarrierRow>(VectorCarrierFactory.Contract, new VectorDataViewType(NumberDataViewType.Single));

    /// <summary>Texts.</summary>
    public static readonly ICarrierInput Text = new CarrierInput<TextCarrierRow>(TextCarrierFactory.Contract, TextDataViewType.Instance);

    /// <summary>Pairs of texts.</summary>
    public static readonly ICarrierInput TextPair = new CarrierInput<TextPairCarrierRow>(TextPairCarrierFactory.Contract, TextDataViewType.Instance, hasSecond: true);
}
