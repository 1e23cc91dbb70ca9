using System.Text.Json;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Muon.Portable.Torch.Tests;

/// <summary>What modules have in the cases on dispose scopes, exceptions and values; the rest of those is of tensors.</summary>
internal static class Golden10ModuleBehaviour
{
    /// <summary>AdamW stands for Adam, which is not in the portable subset and keeps the same state.</summary>
    public static void DisposeScope(Golden10ModuleCase recorded) => recorded.Check("module", e =>
    {
        string[] at = [.. e.EnumerateArray().Select(s => s.GetProperty("at").GetString())];
        var counts = new List<object>();
        DisposeScope scope = NewDisposeScope();
        void Count() => counts.Add(new { at = at[counts.Count], scope.DisposablesCount });

        Linear m = Linear(2, 2);
        Count();
        Tensor y = m.forward(ones(1, 2));
        Count();
        y.sum().backward();
        Count();
        Tensor g = m.weight.grad;
        Count();
        Dictionary<string, Tensor> sd = m.state_dict();
        Count();
        using var optimizer = torch.optim.AdamW(m.parameters());
        Count();
        optimizer.step();
        Count();
        scope.Dispose();
        using DisposeScope later = NewDisposeScope();
        m.forward(ones(1, 2));
        counts.Add(new { at = at[counts.Count], weightInvalid = sd["weight"].IsInvalid, forwardAgain = "ok" });
        return counts;
    });

    public static void Exceptions(Golden10ModuleCase recorded)
    {
        Linear linear = Linear(2, 3);
        void Check(string entry, Func<object> action) => recorded.Check(entry, action);
        Check("linearShape", () => linear.forward(ones(1, 5)));
        Check("linearDtype", () => linear.forward(ones(1, 2, dtype: ScalarType.Float64)));
        Check("linearInt", () => linear.forward(ones(1, 2, dtype: ScalarType.Int64)));
        Check("embeddingFloat", () => Embedding(3, 2).forward(ones(2)));
        Check("embeddingRange", () => Embedding(3, 2).forward(tensor(new long[] { 5 })));
        Check("disposedModule", () =>
        {
            Linear m = Linear(2, 2);
            m.Dispose();
            return m.forward(ones(1, 2));
        });
        Check("convChannels", () => Conv2d(3, 4, 3).forward(ones(1, 2, 5, 5)));
        Check("loadStateMissing", () => Load(strict: true, ("weight", ones(3, 2))));
        Check("loadStateExtra", () => Load(strict: true, ("weight", ones(3, 2)), ("bias", ones(3)), ("x", ones(1))));
        Check("loadStateNotStrict", () => Load(strict: false, ("weight", ones(3, 2)), ("x", ones(1))));
        Check("loadStateShape", () => Load(strict: true, ("weight", ones(3, 3)), ("bias", ones(3))));
        Check("parameterOfInt", () => new Parameter(ones(2, dtype: ScalarType.Int64)));
        Check("dropoutP2", () => new { result = new { Dropout(2.0).training } });
    }

    private static object Load(bool strict, params (string, Tensor)[] entries)
    {
        (IList<string> missing, IList<string> unexpected) = Linear(2, 3).load_state_dict(entries.ToDictionary(e => e.Item1, e => e.Item2), strict);
        return new { result = new { missing, unexpected } };
    }

    public static void ForwardValues(Golden10ModuleCase recorded)
    {
        float[][] rows = JsonSerializer.Deserialize<float[][]>(recorded.Input.GetProperty("x").GetString());
        Tensor x = tensor(rows.SelectMany(r => r).ToArray(), [rows.Length, rows[0].Length]);
        long width = rows[0].Length;
        void Check(string entry, Func<Tensor> action) => recorded.Check(entry, () => Golden10ModuleCase.Values(action()));

        recorded.Check("linear", e => Golden10ModuleCase.Values(ByHand(Linear(width, e.GetProperty("shape")[1].GetInt64())).forward(x)));
        Check("layerNorm", () => ByHand(LayerNorm(width)).forward(x));
        BatchNorm1d bn = ByHand(BatchNorm1d(width));
        Check("bnTrain", () => bn.forward(x));
        Check("bnRunningMean", () => bn.running_mean);
        Check("bnRunningVar", () => bn.running_var);
        bn.eval();
        Check("bnEval", () => bn.forward(x));
        Check("crossEntropy", () => CrossEntropyLoss().forward(x, tensor(new long[] { 1, 0 })));
        Check("crossEntropySmoothing", () => new CrossEntropyLoss(label_smoothing: 0.1).forward(x, tensor(new long[] { 1, 0 })));
        Check("crossEntropyNone", () => CrossEntropyLoss(reduction: Reduction.None).forward(x, tensor(new long[] { 1, 0 })));
        Check("gelu", () => GELU().forward(x));
        Check("silu", () => SiLU().forward(x));
        recorded.Check("conv1d", e => Golden10ModuleCase.Values(ByHand(Conv1d(1, e.GetProperty("shape")[1].GetInt64(), width)).forward(x.unsqueeze(1))));
        Check("embedding", () => ByHand(Embedding(3, 2)).forward(tensor(new long[] { 1, 0 })));
        Dropout dropout = Dropout();
        dropout.eval();
        Check("dropoutEval", () => dropout.forward(x));
    }

    /// <summary>Weights 0.1, 0.2, … in row-major order, biases 0.5.</summary>
    private static T ByHand<T>(T module)
        where T : Module
    {
        using IDisposable noGrad = no_grad();
        foreach ((string name, Parameter p) in module.named_parameters())
        {
            p.copy_(name == "bias" ? full_like(p, 0.5) : (arange(1, p.numel() + 1, 1, ScalarType.Float32) * 0.1f).reshape(p.shape));
        }

        return module;
    }
}
