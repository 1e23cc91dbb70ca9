using System.Reflection;
using Microsoft.ML.SearchSpace;
using Muon.MLNet.Cli.Options;

namespace Muon.MLNet.Cli.Sweeps;

/// <summary>A member of a search space, under the name of the option that fixes it.</summary>
/// <param name="Option">The option without the dashes: <c>epochs</c>, <c>muon-momentum</c>.</param>
/// <param name="Property">The property of the space, or of its part <c>Muon</c>.</param>
/// <param name="Part">The property that holds the part, or <see langword="null"/>.</param>
internal sealed record SweptMember(string Option, PropertyInfo Property, PropertyInfo? Part)
{
    private const string Muon = "muon-";

    /// <summary>All members of a space.</summary>
    /// <param name="space"><see cref="MuonImageSearchSpace"/> or <see cref="MuonTextSearchSpace"/>.</param>
    public static IReadOnlyList<SweptMember> Of(Type space) =>
    [
        .. space.GetProperties().SelectMany(property => property.GetCustomAttribute<NestOptionAttribute>() is null
            ? [new SweptMember(Name(property), property, Part: null)]
            : property.PropertyType.GetProperties().Select(inner => new SweptMember(Muon + KebabCase.Of(inner.Name), inner, property))),
    ];

    public object? Get(object space) => Property.GetValue(Owner(space));

    public void Set(object space, object? value) => Property.SetValue(Owner(space), value);

    public void RemoveFrom(SearchSpace space) => (Part is null ? space : (SearchSpace)space[Part.Name]).Remove(Property.Name);

    private static string Name(PropertyInfo property) => property.Name switch
    {
        nameof(MuonImageSearchSpace.LearningRate) => Muon + KebabCase.Of(property.Name),
        nameof(MuonImageSearchSpace.MaxEpochs) => "epochs",
        _ => KebabCase.Of(property.Name),
    };

    private object Owner(object space) => Part is null ? space : Part.GetValue(space)!;
}
