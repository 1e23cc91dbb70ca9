using System.Collections;

namespace Microsoft.ML.Data;

public sealed class TransformerChain<TLastTransformer> : ITransformer, IEnumerable<ITransformer>, IDisposable
    where TLastTransformer : class, ITransformer
{
    public readonly TLastTransformer LastTransformer;

    private readonly (ITransformer Step, TransformerScope Scope)[] _steps;

    public TransformerChain(IEnumerable<ITransformer> transformers, IEnumerable<TransformerScope> scopes)
    {
        ITransformer[] steps = [.. Contracts.NotNull(transformers)];
        TransformerScope[] perStep = [.. Contracts.NotNull(scopes)];
        Contracts.Check(steps.Length == perStep.Length && Array.TrueForAll(steps, s => s is not null), InvalidState);
        _steps = [.. steps.Zip(perStep)];
        LastTransformer = steps.Length == 0 ? null : steps[^1] as TLastTransformer ?? throw new InvalidOperationException(InvalidState);
    }

    public TransformerChain(params ITransformer[] transformers)
        : this(transformers ?? [], Enumerable.Repeat(TransformerScope.Everything, transformers?.Length ?? 0))
    {
    }

    private const string InvalidState = "Operation is not valid due to the current state of the object.";

    bool ITransformer.IsRowToRowMapper => Array.TrueForAll(_steps, s => s.Step.IsRowToRowMapper);

    public IDataView Transform(IDataView input)
    {
        // A schema error shows before any step has run.
        GetOutputSchema(Contracts.NotNull(input).Schema);
        return _steps.Aggregate(input, (view, s) => s.Step.Transform(view));
    }

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) =>
        _steps.Aggregate(Contracts.NotNull(inputSchema), (schema, s) => s.Step.GetOutputSchema(schema));

    public TransformerChain<ITransformer> GetModelFor(TransformerScope scopeFilter)
    {
        (ITransformer Step, TransformerScope Scope)[] kept = Array.FindAll(_steps, s => (s.Scope & scopeFilter) != 0);
        return new(kept.Select(s => s.Step), kept.Select(s => s.Scope));
    }

    internal TransformerChain<TNewLast> Append<TNewLast>(TNewLast transformer)
        where TNewLast : class, ITransformer =>
        new(_steps.Select(s => s.Step).Append(transformer), _steps.Select(s => s.Scope).Append(TransformerScope.Everything));

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        var mappers = new List<IRowToRowMapper>();
        DataViewSchema schema = Contracts.NotNull(inputSchema);
        foreach ((ITransformer step, _) in _steps)
        {
            Contracts.Check(step.IsRowToRowMapper, $"{nameof(ITransformer.GetRowToRowMapper)} method called despite {nameof(ITransformer.IsRowToRowMapper)} being false.");
            mappers.Add(step.GetRowToRowMapper(schema));
            schema = mappers[^1].OutputSchema;
        }

        return new CompositeRowToRowMapper(inputSchema, [.. mappers]);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => TransformerChains.Save(ctx, _steps);

    public IEnumerator<ITransformer> GetEnumerator() => _steps.Select(s => s.Step).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        foreach ((ITransformer step, _) in _steps)
        {
            (step as IDisposable)?.Dispose();
        }
    }
}

internal static class TransformerChains
{
    public static void Save(ModelSaveContext ctx, (ITransformer Step, TransformerScope Scope)[] steps)
    {
        Contracts.NotNull(ctx).Begin(ModelLoaders.SignatureOf(typeof(TransformerChain<>)));
        ctx.Writer.Write(steps.Length);
        for (int i = 0; i < steps.Length; i++)
        {
            ctx.Writer.Write((int)steps[i].Scope);
            ctx.SaveModel(steps[i].Step, Name(i));
        }
    }

    public static TransformerChain<ITransformer> Load(ModelLoadContext ctx)
    {
        var steps = new ITransformer[ctx.Reader.ReadCount()];
        var scopes = new TransformerScope[steps.Length];
        for (int i = 0; i < steps.Length; i++)
        {
            scopes[i] = (TransformerScope)ctx.Reader.ReadInt32() & TransformerScope.Everything;
            steps[i] = ctx.LoadModel(Name(i));
        }

        return new(steps, scopes);
    }

    private static string Name(int index) => $"Transform_{index:000}";
}
