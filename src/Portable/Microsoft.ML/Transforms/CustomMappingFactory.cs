namespace Microsoft.ML
{
    public abstract class ExtensionBaseAttribute : Attribute
    {
        private protected ExtensionBaseAttribute(string contractName) => ContractName = contractName;

        internal string ContractName { get; }
    }
}

namespace Microsoft.ML.Transforms
{
    [AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
    public sealed class CustomMappingFactoryAttributeAttribute : ExtensionBaseAttribute
    {
        public CustomMappingFactoryAttributeAttribute(string contractName)
            : base(contractName)
        {
        }
    }

    internal interface ICustomMappingFactory
    {
        ITransformer Create(string contractName);
    }

    public abstract class CustomMappingFactory<TSrc, TDst> : ICustomMappingFactory
        where TSrc : class, new()
        where TDst : class, new()
    {
        protected CustomMappingFactory()
        {
        }

        public abstract Action<TSrc, TDst> GetMapping();

        ITransformer ICustomMappingFactory.Create(string contractName) => new CustomMappingTransformer<TSrc, TDst>(Contracts.NotNull(GetMapping()), contractName);
    }
}
