using Microsoft.ML.Runtime;
using Muon.MLNet.Networks;
using Muon.MLNet.Networks.Pretrained;
using Muon.MLNet.Training;

namespace Muon.MLNet.Images;

/// <summary>Builds the network of a fit: initial weights from the seed or a file, normalisation.</summary>
internal static class ImageNetworkBuilder
{
    public static ImageNetwork Build(MuonImageClassificationTrainer.Options options, ImageData train, int seed, IChannel channel)
    {
        ImageNetwork network = SeededGenerator.Run(seed, () => ImageNetworkFactory.Create(train.Plan.Network, options.CustomNetwork));
        try
        {
            network.Normalization.Set(train.Statistics);
            if (options.PretrainedWeights is { } path)
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
