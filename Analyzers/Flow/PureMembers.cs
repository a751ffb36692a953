using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>Methods of the library that answer the same each time they are given the same, or that only look into a collection.</summary>
internal static class PureMembers
{
    private static readonly HashSet<string> TypesOfValues =
    [
        nameof(Math), "MathF", nameof(Guid), nameof(TimeSpan), nameof(DateTimeOffset), "DateOnly", "TimeOnly", nameof(Version), nameof(Uri), "Half", "Int128", "UInt128", "Index", "Range", nameof(Nullable),
    ];

    private static readonly HashSet<string> OfPaths =
        [nameof(Path.GetExtension), nameof(Path.GetFileName), nameof(Path.GetFileNameWithoutExtension), nameof(Path.GetDirectoryName), nameof(Path.HasExtension), nameof(Path.IsPathRooted), nameof(Path.Combine)];

    private static readonly string[] PredicatePrefixes = ["Is", "Has", "Can", "Should", "Equals", "Contains", "StartsWith", "EndsWith"];

    private static readonly HashSet<string> Questions = ["TryGetValue", "Any", "All", "Exists", "TrueForAll", "IndexOf", "LastIndexOf", "FindIndex", "FindLastIndex", "BinarySearch", "SequenceEqual", "Count"];

    /// <summary>Whether the method computes its result from its operands alone, which do not change.</summary>
    public static bool Include(IMethodSymbol method)
        => method is { DeclaringSyntaxReferences.IsEmpty: true, ContainingType: { } type, Name: not nameof(Guid.NewGuid) }
            && (IsOfValues(type) || (type is { Name: nameof(Path), ContainingNamespace.Name: nameof(System.IO) } && OfPaths.Contains(method.Name)) || type is { Name: "BitOperations" or "BigInteger", ContainingNamespace.Name: "Numerics" });

    /// <summary>Whether the method looks into a collection of the library's, and says what it has found.</summary>
    public static bool AsksCollection(IMethodSymbol method)
        => method.DeclaringSyntaxReferences.IsEmpty
            && Questions.Contains(method.Name)
            && (method.ContainingType is { Name: nameof(Enumerable) or nameof(Array) or "MemoryExtensions" } || Readers.IsOfCollections(method.ContainingNamespace));

    /// <summary>Whether the name of a method promises that it asks, and changes nothing.</summary>
    public static bool PromisesToAsk(string name) => Questions.Contains(name) || IsPredicateName(name);

    /// <summary>Whether the name, of a method that answers with a truth, promises that asking twice gives the same answer.</summary>
    public static bool IsPredicateName(string name)
        => PredicatePrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal) && (name.Length == prefix.Length || char.IsUpper(name[prefix.Length])));

    /// <summary>Whether nobody who is given one of the type, or a copy, can change it.</summary>
    public static bool AreFixed(ITypeSymbol type) => type.IsValueType || (type is INamedTypeSymbol named && IsOfValues(named));

    private static bool IsOfValues(INamedTypeSymbol type)
        => type.SpecialType is (>= SpecialType.System_Boolean and <= SpecialType.System_String) or SpecialType.System_DateTime
            || (type is { ContainingType: null, ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } } && TypesOfValues.Contains(type.Name));
}
