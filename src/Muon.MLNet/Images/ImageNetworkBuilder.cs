using Microsoft.ML.Runtime;
using Muon.MLNet.Networks;
using Muon.MLNet.Networks.Pretrained;
using Muon.MLNet.Training;
using Muon.MLNet.Training.Continuation;

namespace Muon.MLNet.Images;

/// <summary>Builds the network of a fit: initial weights from the seed, a file or a previous model, normalisation.</summary>
internal static class ImageNetworkBuilder
{
    public static ImageNetwork Build(MuonImageClassificationTrainer.Options options, ImageData train, PreviousImages? previous, int seed, IChannel channel)
    {
        ImageNetwork network = SeededGenerator.Run(seed, () => ImageNetworkFactory.Create(train.Plan.Network, options.CustomNetwork));
        try
        {
            network.Normalization.Set(train.Statistics);
            if (previous is not null)
            {
                PreviousNetwork.CopyInto(previous.Classifier, network, train.Labels.Count);
            }
            else if (options.PretrainedWeights is { } path)
            {
                channel.Say(PretrainedWeights.Load(network, path, options.PretrainedWeightsSha256).ToString());
            }

            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }
}
