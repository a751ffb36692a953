using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PageMove.Analyzers.Contracts;

namespace PageMove.Analyzers.Rules;

/// <summary>Whether the member can return what its contract waits for.</summary>
internal static class ContractResults
{
    public static void Check(Contract contract, RuleReporter reporter)
    {
        if (contract.Target.Method is not { } method)
            return;
        ImmutableArray<ITypeSymbol> results = contract.Target.Results;
        if (contract.Name == ContractAttributes.MustUse && results.IsEmpty)
        {
            Report("nothing is returned");
            return;
        }

        foreach (TypedConstant expected in ExpectedBy(contract.Attribute))
        {
            if (results.IsEmpty)
                Report("nothing is returned");
            else if (expected.Type is { } type && !results.Any(result => Fits(result, type)))
                Report($"it returns '{results[results.Length - 1].ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'");
        }

        void Report(string reason) => reporter.Report(ContractRules.ImpossibleResult, contract.Location, null, contract.Text, NameOf(method), reason);
    }

    private static IEnumerable<TypedConstant> ExpectedBy(AttributeData attribute) => attribute.AttributeClass!.Name switch
    {
        ContractAttributes.Produces or ContractAttributes.Replaces or ContractAttributes.Signals
            => attribute.Argument("When") is { IsNull: false } when ? [when] : [],
        ContractAttributes.Answers when attribute.ConstructorArguments is [_, { IsNull: false } answer] => [answer],
        ContractAttributes.Balanced when attribute.ConstructorArguments is [_, { Kind: TypedConstantKind.Array, IsNull: false } failures] => failures.Values.Where(failure => !failure.IsNull),
        _ => [],
    };

    private static bool Fits(ITypeSymbol result, ITypeSymbol expected)
    {
        // Of several results, one may be the answer.
        if (result is INamedTypeSymbol { IsTupleType: true, TupleElements: var elements } && elements.Any(element => Fits(element.Type, expected)))
            return true;
        if (result.TypeKind is TypeKind.TypeParameter or TypeKind.Dynamic or TypeKind.Error || result.SpecialType == SpecialType.System_Object)
            return true;
        bool isChoice = expected.TypeKind == TypeKind.Enum || expected.SpecialType == SpecialType.System_Boolean;
        return SymbolEqualityComparer.Default.Equals(result, expected)
            || (!isChoice && result.SpecialType != SpecialType.None && result.SpecialType != SpecialType.System_Boolean);
    }

    private static string NameOf(IMethodSymbol method) => method.AssociatedSymbol?.Name ?? (method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name);
}
