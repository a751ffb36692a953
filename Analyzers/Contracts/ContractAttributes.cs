using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Contracts;

/// <summary>Reads the contract attributes of a symbol. They are matched by full name, so that anybody may paste them.</summary>
internal static class ContractAttributes
{
    public const string Protocol = "ProtocolAttribute";
    public const string Rule = "RuleAttribute";
    public const string Implies = "ImpliesAttribute";
    public const string Reacts = "ReactsAttribute";
    public const string Signals = "SignalsAttribute";
    public const string Requires = "RequiresAttribute";
    public const string Produces = "ProducesAttribute";
    public const string Replaces = "ReplacesAttribute";
    public const string Balanced = "BalancedAttribute";
    public const string Transfers = "TransfersAttribute";
    public const string Allows = "AllowsAttribute";
    public const string Answers = "AnswersAttribute";
    public const string Blocks = "BlocksAttribute";
    public const string Exhaustive = "ExhaustiveAttribute";
    public const string Fades = "FadesAttribute";
    public const string Lends = "LendsAttribute";
    public const string MustCheck = "MustCheckAttribute";
    public const string MustUse = "MustUseAttribute";
    public const string NotBefore = "NotBeforeAttribute";
    public const string NoProof = "NoProofAttribute";
    public const string Owes = "OwesAttribute";
    public const string Asks = "AsksAttribute";
    public const string AskFirst = "AskFirstAttribute";
    public const string Shares = "SharesAttribute";
    public const string Settles = "SettlesAttribute";

    private const string Namespace = "PageMove.Contracts";

    public static string FullNameOf(string attribute) => Namespace + "." + attribute;

    public static IEnumerable<AttributeData> Named(ImmutableArray<AttributeData> attributes, string name)
        => attributes.Where(attribute => attribute.AttributeClass is { } type && type.Name == name && IsContract(type));

    public static bool HasAny(ImmutableArray<AttributeData> attributes)
        => attributes.Any(attribute => attribute.AttributeClass is { } type && IsContract(type));

    /// <summary>The attributes of a member; those of a property count for its accessors, and a base member's for an override that has none.</summary>
    public static ImmutableArray<AttributeData> OfMember(IMethodSymbol method)
    {
        for (IMethodSymbol? current = method; current is not null; current = current.OverriddenMethod)
        {
            ImmutableArray<AttributeData> own = current.AssociatedSymbol is IPropertySymbol property
                ? current.GetAttributes().AddRange(property.GetAttributes())
                : current.GetAttributes();
            if (HasAny(own))
                return own;
        }

        return InterfaceMember(method) is { } member ? OfMember(member) : ImmutableArray<AttributeData>.Empty;
    }

    public static ImmutableArray<AttributeData> OfParameter(IParameterSymbol parameter)
    {
        ImmutableArray<AttributeData> own = parameter.GetAttributes();
        if (HasAny(own) || parameter.ContainingSymbol is not IMethodSymbol method)
            return own;
        IMethodSymbol? inherited = method.OverriddenMethod ?? InterfaceMember(method);
        return inherited is not null && parameter.Ordinal < inherited.Parameters.Length
            ? OfParameter(inherited.Parameters[parameter.Ordinal])
            : own;
    }

    public static string? StringAt(this AttributeData attribute, int index)
        => index < attribute.ConstructorArguments.Length ? attribute.ConstructorArguments[index].Value as string : null;

    public static ImmutableArray<object?> ValuesAt(this AttributeData attribute, int index)
        => index < attribute.ConstructorArguments.Length && attribute.ConstructorArguments[index] is { Kind: TypedConstantKind.Array, IsNull: false } array
            ? array.Values.Select(value => value.Value).ToImmutableArray()
            : ImmutableArray<object?>.Empty;

    /// <summary>The value of a named argument; null where it is not given.</summary>
    public static TypedConstant? Argument(this AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
                return argument.Value;
        }

        return null;
    }

    private static bool IsContract(INamedTypeSymbol type)
        => type.ContainingNamespace is { Name: "Contracts", ContainingNamespace: { Name: "PageMove", ContainingNamespace.IsGlobalNamespace: true } };

    private static IMethodSymbol? InterfaceMember(IMethodSymbol method)
    {
        if (method.ExplicitInterfaceImplementations is [{ } explicitly, ..])
            return explicitly;
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.PropertySet)
            || method.ContainingType is not { TypeKind: TypeKind.Class or TypeKind.Struct } type
            || method.DeclaredAccessibility != Accessibility.Public)
        {
            return null;
        }

        foreach (INamedTypeSymbol candidate in type.AllInterfaces)
        {
            foreach (ISymbol member in candidate.GetMembers(method.Name))
            {
                if (SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method))
                    return member as IMethodSymbol;
            }
        }

        return null;
    }
}
