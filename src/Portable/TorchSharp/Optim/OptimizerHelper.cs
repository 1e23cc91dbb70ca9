using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The base of optimizers that are written in C#.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    protected OptimizerOptions _defaults;
    protected OrderedDict<nint, OptimizerState> _state = new();

    public OptimizerHelper()
        : base(0)
    {
    }

    /// <summary>The closure computes gradients; the body runs per group, without gradients and in a dispose scope.</summary>
    protected Tensor _step<T>(Action<T> body, Func<Tensor> loss_closure = null)
        where T : ParamGroup
    {
        Tensor loss = null;
        if (loss_closure is not null)
        {
            using IDisposable grad = enable_grad();
            loss = loss_closure();
        }

        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach (ParamGroup group in _parameter_groups)
        {
            body(group as T);
        }

        return loss;
    }

    public virtual StateDictionary state_dict()
    {
        var result = new StateDictionary();
        foreach (ParamGroup group in _parameter_groups)
        {
            foreach (Parameter p in group.Parameters)
            {
                result.State.Add(_state[p.Handle]);
            }

            result.Options.Add(group.Options);
        }

        return result;
    }

    public virtual void load_state_dict(StateDictionary state_dict)
    {
        StateDictionary own = this.state_dict();
        CheckCounts(own, state_dict.Options.Count, state_dict.State.Count);
        for (int i = 0; i < own.Options.Count; i++)
        {
            own.Options[i].LoadStateDict(state_dict.Options[i]);
        }

        for (int i = 0; i < own.State.Count; i++)
        {
            own.State[i].LoadStateDict(state_dict.State[i]);
        }
    }

    public void save_state_dict(BinaryWriter writer)
    {
        StateDictionary own = state_dict();
        writer.Write(GetType().Name);
        writer.Write7BitEncodedInt64(own.Options.Count);
        writer.Write7BitEncodedInt64(own.State.Count);
        own.Options.ForEach(o => o.SaveStateDict(writer));
        own.State.ForEach(s => s.SaveStateDict(writer));
    }

    public void load_state_dict(BinaryReader reader)
    {
        string type = reader.ReadString();
        if (type != GetType().Name)
        {
            throw new InvalidDataException($"Mismatched optimizer type: expected '{GetType().Name}', but found '{type}' in the loaded stream.");
        }

        StateDictionary own = state_dict();
        CheckCounts(own, reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64());
        own.Options.ForEach(o => o.LoadStateDict(reader));
        own.State.ForEach(s => s.LoadStateDict(reader));
    }

    private static void CheckCounts(StateDictionary own, long options, long states)
    {
        if (own.Options.Count != options)
        {
            throw new ArgumentException("Invalid optimizer state -- different number of parameter groups.");
        }

        if (own.State.Count != states)
        {
            throw new ArgumentException("Invalid optimizer state -- different number of states.");
        }
    }

    // -- What the optimizers here have in common ---------------------------------------------------------------------

    /// <summary>Adds a group; null values of its options are the defaults'.</summary>
    private protected void AddGroup<TOptions>(ParamGroup group, Action<TOptions, TOptions> complete, Func<Parameter, OptimizerState> state)
        where TOptions : OptimizerOptions, new()
    {
        var defaults = (TOptions)_defaults;
        var options = group.Options as TOptions ?? new TOptions();
        complete(options, defaults);
        options.LearningRate ??= defaults.LearningRate;
        options.InitialLearningRate = options.LearningRate.Value;
        group.Options = options;
        base.add_param_group(group);
        foreach (Parameter p in group.Parameters)
        {
            OptimizerState s = state(p);
            _state[p.Handle] = s;
            s.Initialize(options);
        }
    }

    private protected void DisposeStates()
    {
        foreach (OptimizerState state in _state.Values)
        {
            ((IDisposable)state).Dispose();
        }

        _state.Clear();
    }

    private protected static void Refuse(bool condition, string message)
    {
        if (condition)
        {
            throw new ArgumentException(message);
        }
    }
}
