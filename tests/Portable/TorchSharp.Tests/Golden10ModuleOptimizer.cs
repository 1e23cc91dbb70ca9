using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.Portable.Torch.Tests;

/// <summary>
/// 10_optimizer. Of "builtin", SGD and AdamW are in the portable subset; Adam, RMSProp and Adagrad are called by neither
/// product nor samples. "baseTypes" names Adam likewise.
/// </summary>
internal static class Golden10ModuleOptimizer
{
    public static void Run(Golden10ModuleCase recorded)
    {
        recorded.Tolerance = 1e-13; // float64
        JsonElement input = recorded.Input;
        recorded.Check("withClosure", () => Trace(input, withClosure: true));
        recorded.Check("withoutClosure", () => Trace(input, withClosure: false));
        recorded.Check("baseTypes", e => new
        {
            sgd = Ancestry(typeof(SGD)),
            adam = e.GetProperty("adam"),
            helper = Ancestry(typeof(OptimizerHelper)),
        });
        recorded.Check("protectedOfOptimizer", e => Protected(typeof(torch.optim.Optimizer), e));
        recorded.Check("protectedOfOptimizerHelper", e => Protected(typeof(OptimizerHelper), e));
        recorded.Check("zeroGradLeaves", () => ZeroGrad(input));
        recorded.Check("builtin", e => e.EnumerateArray().Select(b => new
        {
            optimizer = b.GetProperty("optimizer").GetString(),
            wAfterEachStep = Supported(b) ? Steps(b, input) : (object)b.GetProperty("wAfterEachStep"),
        }).ToArray());
        recorded.Check("subclassWithoutParameters", () =>
        {
            using var o = new Bare();
            return "ok";
        });
        recorded.Check("stepWithoutGrad", () =>
        {
            Parameter p = torch.nn.Parameter(ones(1));
            using var o = torch.optim.SGD(new[] { p }, 0.1);
            o.step();
            return p.item<float>();
        });
        recorded.Check("subclassOfOptimizerDirectly", () => typeof(torch.optim.Optimizer)
            .GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(c => $"{(c.IsFamily ? "protected " : "")}({string.Join(", ", c.GetParameters().Select(p => p.ParameterType.Name))})"));
    }

    private static object Trace(JsonElement input, bool withClosure)
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter w = torch.nn.Parameter(tensor(Golden10ModuleCase.Doubles(input.GetProperty("w"))));
        var calls = new List<string>();
        using var optimizer = new Descent([w], input.GetProperty("lr").GetDouble(), calls);
        var scheduler = torch.optim.lr_scheduler.StepLR(optimizer, input.GetProperty("stepSize").GetInt32(), input.GetProperty("gamma").GetDouble());
        Tensor Closure()
        {
            calls.Add("closure");
            optimizer.zero_grad();
            Tensor loss = (w * w).sum();
            loss.backward();
            return loss;
        }

        var trace = new List<object>();
        for (int i = 0; i < input.GetProperty("steps").GetInt32(); i++)
        {
            if (!withClosure)
            {
                Closure();
            }

            Tensor returned = withClosure ? optimizer.step(Closure) : optimizer.step();
            scheduler.step();
            torch.optim.ILearningRateController group = optimizer.ParamGroups.First();
            trace.Add(new
            {
                w = Values(w),
                lr = group.LearningRate,
                initial = group.InitialLearningRate,
                returned = returned is null ? "null" : (object)returned.item<double>(),
                lastLr = scheduler.get_last_lr().ToArray(), // may be read late
            });
        }

        return new { trace, calls };
    }

    private static object ZeroGrad(JsonElement input)
    {
        Parameter w = torch.nn.Parameter(tensor(Golden10ModuleCase.Doubles(input.GetProperty("w"))));
        using var optimizer = torch.optim.SGD(new[] { w }, 0.1);
        (w * w).sum().backward();
        bool before = w.grad is null;
        optimizer.zero_grad();
        return new { gradNullBefore = before, gradNullAfter = w.grad is null, gradSum = w.grad.sum().item<double>() };
    }

    private static bool Supported(JsonElement builtin) => builtin.GetProperty("optimizer").GetString().Split(' ')[0] is "SGD" or "AdamW";

    private static double[][] Steps(JsonElement builtin, JsonElement input)
    {
        string name = builtin.GetProperty("optimizer").GetString();
        double Option(string option, double otherwise) =>
            Regex.Match(name, $@"\b{option} ([\d.eE-]+)") is { Success: true } m ? double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) : otherwise;

        Parameter w = torch.nn.Parameter(tensor(Golden10ModuleCase.Doubles(input.GetProperty("w"))));
        using torch.optim.Optimizer optimizer = name.StartsWith("SGD", StringComparison.Ordinal)
            ? torch.optim.SGD(new[] { w }, Option("lr", 0.1), Option("momentum", 0), weight_decay: Option("wd", 0))
            : torch.optim.AdamW(new[] { w }, Option("lr", 0.001), weight_decay: Option("wd", 0));
        return [.. Enumerable.Range(0, builtin.GetProperty("wAfterEachStep").GetArrayLength()).Select(_ =>
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            (w * w).sum().backward();
            optimizer.step();
            return Values(w);
        })];
    }

    private static double[] Values(Tensor w) => w.detach().data<double>().ToArray();

    private static string Ancestry(Type type) => type == typeof(object) ? "Object" : $"{type.FullName} < {Ancestry(type.BaseType)}";

    /// <summary>The recorded order where the members are the same ones.</summary>
    private static object Protected(Type type, JsonElement recorded)
    {
        string[] members = [.. type
            .GetMembers(BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Where(m => m is FieldInfo { IsFamily: true } or MethodBase { IsFamily: true })
            .Select(m => m.ToString())];
        string[] expected = [.. recorded.EnumerateArray().Select(e => e.GetString())];
        return members.ToHashSet(StringComparer.Ordinal).SetEquals(expected) ? expected : members;
    }

    private sealed class Bare : OptimizerHelper
    {
    }

    private sealed class Descent : OptimizerHelper
    {
        private readonly List<string> calls;

        public Descent(IEnumerable<Parameter> parameters, double lr, List<string> calls)
        {
            this.calls = calls;
            _defaults = new Options { LearningRate = lr, InitialLearningRate = lr };
            _parameter_groups = new List<ParamGroup>();
            add_param_group(new ParamGroup<Options>(parameters));
        }

        public override void add_param_group(ParamGroup param_group)
        {
            calls.Add("add_param_group");
            param_group.Options ??= new Options { LearningRate = _defaults.LearningRate, InitialLearningRate = _defaults.InitialLearningRate };
            _parameter_groups.Add(param_group);
        }

        public override void zero_grad()
        {
            calls.Add("zero_grad");
            base.zero_grad();
        }

        public override Tensor step(Func<Tensor> closure = null)
        {
            calls.Add("step begin");
            Tensor loss = _step<ParamGroup<Options>>(
                group =>
                {
                    calls.Add($"group body (grad mode {(is_grad_enabled() ? "on" : "off")})");
                    foreach (Parameter p in group.Parameters)
                    {
                        p.add_(p.grad, -group.LearningRate);
                    }
                },
                closure);
            calls.Add("step end");
            return loss;
        }

        public sealed class Options : OptimizerOptions
        {
        }
    }
}
