using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using PageMove.Analyzers.Flow;

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
    public const string Borrows = "BorrowsAttribute";
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

    public const string OuterNamespace = "PageMove";
    public const string InnerNamespace = "Contracts";

    private const string Namespace = OuterNamespace + "." + InnerNamespace;
    private const string Suffix = "Attribute";

    private static readonly ImmutableHashSet<string> Names = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        Protocol,
        Rule,
        Implies,
        Reacts,
        Signals,
        Requires,
        Produces,
        Replaces,
        Balanced,
        Transfers,
        Allows,
        Answers,
        Blocks,
        Borrows,
        Fades,
        Lends,
        MustCheck,
        MustUse,
        NotBefore,
        NoProof,
        Owes,
        Asks,
        AskFirst,
        Shares,
        Exhaustive,
        Settles);

    // Each symbol's, as long as the symbol lives: those of a referenced assembly outlive the compilations of an editor.
    private static readonly ConditionalWeakTable<ISymbol, Contract> Contracts = new();

    public static string FullNameOf(string attribute) => Namespace + "." + attribute;

    /// <summary>Whether an attribute that the source names so, with or without its suffix, may be a contract.</summary>
    public static bool IsNameOfContract(string name) => Names.Contains(name) || Names.Contains(name + Suffix);

    public static IEnumerable<AttributeData> Named(ImmutableArray<AttributeData> attributes, string name)
    {
        // Mostly there is none.
        foreach (AttributeData attribute in attributes)
        {
            if (IsNamed(attribute, name))
                return AllNamed(attributes, name);
        }

        return [];
    }

    private static IEnumerable<AttributeData> AllNamed(ImmutableArray<AttributeData> attributes, string name) => attributes.Where(attribute => IsNamed(attribute, name));

    private static bool IsNamed(AttributeData attribute, string name) => attribute.AttributeClass is { } type && type.Name == name && IsContract(type);

    public static bool HasAny(ImmutableArray<AttributeData> attributes)
    {
        foreach (AttributeData attribute in attributes)
        {
            if (IsContract(attribute))
                return true;
        }

        return false;
    }

    public static bool IsContract(AttributeData attribute) => attribute.AttributeClass is { } type && IsContract(type);

    /// <summary>The attributes of a member; those of a property count for its accessors, and a base member's for an override that has none.</summary>
    public static ImmutableArray<AttributeData> OfMember(IMethodSymbol method)
        => ContractReach.Includes(method) ? ContractOf(method.OriginalDefinition).Attributes : ImmutableArray<AttributeData>.Empty;

    /// <summary>The contract attributes of a parameter, which that of an override or an implementation inherits where it has none.</summary>
    public static ImmutableArray<AttributeData> OfParameter(IParameterSymbol parameter)
        => ContractReach.Includes(parameter) ? ContractOf(parameter.OriginalDefinition).Attributes : ImmutableArray<AttributeData>.Empty;

    /// <summary>Whether the method, what it returns or any of its parameters has a contract.</summary>
    public static bool IsOn(IMethodSymbol method)
    {
        if (!ContractReach.Includes(method))
            return false;
        method = method.OriginalDefinition;
        Contract contract = ContractOf(method);
        if (contract.Extent == Extent.Unknown)
        {
            bool isAnywhere = HasAny(contract.Attributes) || HasAny(OfResult(method)) || ExtensionBlock.ParametersOf(method).Any(static parameter => HasAny(OfParameter(parameter)));
            contract.Extent = isAnywhere ? Extent.Somewhere : Extent.Nowhere;
        }

        return contract.Extent == Extent.Somewhere;
    }

    private static Contract ContractOf(ISymbol definition)
        => Contracts.TryGetValue(definition, out Contract? known)
            ? known
            : Contracts.GetValue(definition, static key => new Contract(key is IMethodSymbol method ? ReadMember(method) : ReadParameter((IParameterSymbol)key)));

    private static ImmutableArray<AttributeData> ReadMember(IMethodSymbol method)
    {
        for (IMethodSymbol? current = method; current is not null; current = current.OverriddenMethod)
        {
            ImmutableArray<AttributeData> own = current.AssociatedSymbol is IPropertySymbol property
                ? current.GetAttributes().AddRange(property.GetAttributes())
                : current.GetAttributes();
            if (HasAny(own))
                return OnlyContracts(own);
        }

        return InterfaceMember(method) is { } member ? OfMember(member) : ImmutableArray<AttributeData>.Empty;
    }

    /// <summary>Whether the argument is handed over, whatever its type is.</summary>
    public static bool TakesOver(IParameterSymbol parameter) => Named(OfParameter(parameter), Transfers).Any();

    /// <summary>The attributes of a property, which an override or an implementation that has none inherits.</summary>
    public static ImmutableArray<AttributeData> OfProperty(IPropertySymbol property)
        => property.GetMethod is { } getter ? OfMember(getter) : property.GetAttributes();

    /// <summary>The attributes of a method's result, which an override or an implementation that has none inherits.</summary>
    public static ImmutableArray<AttributeData> OfResult(IMethodSymbol method)
    {
        if (!ContractReach.Includes(method))
            return ImmutableArray<AttributeData>.Empty;
        ImmutableArray<AttributeData> own = method.GetReturnTypeAttributes();
        return !HasAny(own) && (method.OverriddenMethod ?? InterfaceMember(method)) is { } inherited ? OfResult(inherited) : own;
    }

    /// <summary>The members through which the method may be called, too: the one that it overrides, and those that it implements.</summary>
    public static IEnumerable<IMethodSymbol> BasesOf(IMethodSymbol method)
    {
        if (method.OverriddenMethod is { } overridden)
            yield return overridden;
        foreach (IMethodSymbol implemented in method.ExplicitInterfaceImplementations.Concat(InterfaceMembers(method)))
            yield return implemented;
    }

    private static ImmutableArray<AttributeData> ReadParameter(IParameterSymbol parameter)
    {
        ImmutableArray<AttributeData> own = OnlyContracts(parameter.GetAttributes());
        if (!own.IsEmpty || parameter.ContainingSymbol is not IMethodSymbol method)
            return own;
        IMethodSymbol? inherited = method.OverriddenMethod ?? InterfaceMember(method);
        return inherited is not null && parameter.Ordinal < inherited.Parameters.Length
            ? OfParameter(inherited.Parameters[parameter.Ordinal])
            : own;
    }

    private static ImmutableArray<AttributeData> OnlyContracts(ImmutableArray<AttributeData> attributes) => attributes.RemoveAll(static attribute => !IsContract(attribute));

    public static string? StringAt(this AttributeData attribute, int index) => attribute.ValueAt(index) as string;

    /// <summary>A plain argument; null where it is not given, or is an array.</summary>
    public static object? ValueAt(this AttributeData attribute, int index)
        => index < attribute.ConstructorArguments.Length && attribute.ConstructorArguments[index] is { Kind: not TypedConstantKind.Array } argument ? argument.Value : null;

    public static ImmutableArray<object?> ValuesAt(this AttributeData attribute, int index)
        => index < attribute.ConstructorArguments.Length && attribute.ConstructorArguments[index] is { Kind: TypedConstantKind.Array, IsNull: false } array
            ? array.Values.Where(value => value.Kind != TypedConstantKind.Array).Select(value => value.Value).ToImmutableArray()
            : ImmutableArray<object?>.Empty;

    /// <summary>The value of a named argument; null where it is not given, or is an array, which no contract asks for.</summary>
    public static TypedConstant? Argument(this AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value.Kind != TypedConstantKind.Array)
                return argument.Value;
        }

        return null;
    }

    private static bool IsContract(INamedTypeSymbol type)
        => type.ContainingNamespace is { Name: InnerNamespace, ContainingNamespace: { Name: OuterNamespace, ContainingNamespace.IsGlobalNamespace: true } };

    private static IMethodSymbol? InterfaceMember(IMethodSymbol method)
        => method.ExplicitInterfaceImplementations is [{ } explicitly, ..] ? explicitly
            : method.ContainingType is { AllInterfaces.IsEmpty: false } ? InterfaceMembers(method).FirstOrDefault()
            : null;

    /// <summary>The members of interfaces that the method implements because it has their name.</summary>
    private static IEnumerable<IMethodSymbol> InterfaceMembers(IMethodSymbol method)
    {
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.PropertySet)
            || method.ContainingType is not { TypeKind: TypeKind.Class or TypeKind.Struct } type
            || method.DeclaredAccessibility != Accessibility.Public)
        {
            yield break;
        }

        foreach (INamedTypeSymbol candidate in type.AllInterfaces)
        {
            // Those of the framework have no contract.
            if (!ContractReach.Includes(candidate))
                continue;
            foreach (ISymbol named in candidate.GetMembers(method.Name))
            {
                if (named is IMethodSymbol member && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method))
                    yield return member;
            }
        }
    }

    private sealed class Contract(ImmutableArray<AttributeData> attributes)
    {
        public ImmutableArray<AttributeData> Attributes => attributes;

        /// <summary>Of a method: whether it, its result or a parameter has a contract.</summary>
        public Extent Extent { get; set; }
    }

    private enum Extent
    {
        Unknown,
        Nowhere,
        Somewhere,
    }
}
