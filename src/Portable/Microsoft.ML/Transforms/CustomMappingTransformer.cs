using System.Reflection;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

public sealed class CustomMappingTransformer<TSrc, TDst> : ITransformer
    where TSrc : class, new()
    where TDst : class, new()
{
    private readonly Action<TSrc, TDst> _map;
    private readonly string _contract;

    internal CustomMappingTransformer(Action<TSrc, TDst> map, string contract, SchemaDefinition input = null, SchemaDefinition output = null)
    {
        _map = map;
        _contract = contract;
        Input = input ?? SchemaDefinition.Create(typeof(TSrc), SchemaDefinition.Direction.Write);
        Output = new ObjectColumns<TDst>(output);
    }

    internal SchemaDefinition Input { get; }
    internal ObjectColumns<TDst> Output { get; }

    bool ITransformer.IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    public IDataView Transform(IDataView input) => new RowMappedView(Contracts.NotNull(input), Bind(input.Schema));

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        Contracts.Check(!string.IsNullOrEmpty(_contract), "Empty contract name for a transform: the transform cannot be saved");
        ctx.Begin(ModelLoaders.SignatureOf(GetType()));
        ctx.Writer.WriteText(_contract);
        ctx.Writer.WriteText((_map.Method.DeclaringType?.Assembly ?? typeof(TSrc).Assembly).FullName);
    }

    private Mapper Bind(DataViewSchema inputSchema) => new(this, Contracts.NotNull(inputSchema));

    private sealed class Mapper(CustomMappingTransformer<TSrc, TDst> owner, DataViewSchema input) : RowMapper(input, owner.Output.Columns)
    {
        private readonly ObjectFiller<TSrc> _filler = new(input, owner.Input);

        protected override IEnumerable<int> InputsOf(int added) => _filler.Columns.Select(c => c.Index);

        /// <summary>One pair of objects per cursor, filled and mapped once per row, whatever the number of outputs.</summary>
        protected override Delegate[] CreateGetters(DataViewRow row, Func<int, bool> isActive, out Action disposer)
        {
            TSrc source = new();
            TDst destination = new();
            Action<TSrc> fill = _filler.Bind(row);
            long mapped = -1;
            disposer = () =>
            {
                (source as IDisposable)?.Dispose();
                (destination as IDisposable)?.Dispose();
            };
            return [.. owner.Output.Columns.Select((_, i) => isActive(i) ? owner.Output.MakeGetter(i, Current) : null)];

            TDst Current()
            {
                if (row.Position != mapped || mapped < 0)
                {
                    fill(source);
                    owner._map(source, destination);
                    mapped = row.Position;
                }

                return destination;
            }
        }
    }
}

/// <summary>Finds the mapping of a contract name: in the registered assemblies or in the one that the file names.</summary>
internal static class CustomMappings
{
    public static ITransformer Load(ModelLoadContext ctx)
    {
        string contract = ctx.Reader.ReadText();
        string assembly = ctx.Reader.ReadText();
        ICustomMappingFactory factory = Find(ctx, contract) ?? (Register(ctx, assembly) ? Find(ctx, contract) : null);
        return factory?.Create(contract) ?? throw new InvalidOperationException(
            $"Unable to locate an extension for the contract '{contract}'. Ensure you have called ComponentCatalog.RegisterAssembly with the Assembly that contains a class decorated with a '{typeof(CustomMappingFactoryAttributeAttribute).FullName}'.");
    }

    private static ICustomMappingFactory Find(ModelLoadContext ctx, string contract)
    {
        foreach (Type type in ctx.Environment.ComponentCatalog.FindExtensions(contract))
        {
            if (typeof(ICustomMappingFactory).IsAssignableFrom(type) && !type.IsAbstract && !type.ContainsGenericParameters)
            {
                return (ICustomMappingFactory)Activator.CreateInstance(type, nonPublic: true);
            }
        }

        return null;
    }

    private static bool Register(ModelLoadContext ctx, string name)
    {
        try
        {
            ctx.Environment.ComponentCatalog.RegisterAssembly(Assembly.Load(new AssemblyName(name)));
            return true;
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or ArgumentException)
        {
            // Not next to the program; the caller says what is missing.
            return false;
        }
    }
}
