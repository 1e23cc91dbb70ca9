// A TorchSharp module of one's own, trained by Muon: which of two spirals does a point lie on?
using CustomModule;
using Muon.MLNet;
using TorchSharp;
using static TorchSharp.torch;

manual_seed(1);
const int Points = 1000, Steps = 300;
float[] xy = [.. Enumerable.Range(0, Points).SelectMany(i =>
{
    float turn = 9f * i / Points, angle = turn + (i % 2 * MathF.PI);
    return new[] { turn * MathF.Cos(angle) / 9, turn * MathF.Sin(angle) / 9 };
})];
Tensor points = tensor(xy, [Points, 2]);
Tensor arms = tensor([.. Enumerable.Range(0, Points).Select(i => i % 2L)]);

using var network = new SpiralNetwork();
MuonOptions options = new() { LearningRate = 0.05, AdamLrRatio = 1, WeightDecay = 0, UpdateScaling = UpdateScaling.MatchRms };
using var optimizer = new MuonOptimizer(network, options);
var scheduler = optim.lr_scheduler.StepLR(optimizer, step_size: 100, gamma: 0.3);
Console.WriteLine(optimizer.Routing);
for (int step = 1; step <= Steps; step++)
{
    using DisposeScope scope = NewDisposeScope();
    Tensor logits = network.forward(points);
    Tensor loss = nn.functional.cross_entropy(logits, arms);
    optimizer.zero_grad();
    loss.backward();
    optimizer.step();
    scheduler.step();
    if (step % 50 == 0)
    {
        float accuracy = logits.argmax(1).eq(arms).to(ScalarType.Float32).mean().item<float>();
        Console.WriteLine(FormattableString.Invariant(
            $"step {step}: loss {loss.item<float>():F4}, accuracy {accuracy:F3}, learning rate {optimizer.LearningRate:G3}"));
    }
}
