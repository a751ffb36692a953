using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Contracts;

/// <summary>The first of two steps for which there is one step that does both.</summary>
/// <param name="Rule">The rule that taking them apart breaks.</param>
/// <param name="Second">The name of the second step's method: it takes the place and the new item.</param>
/// <param name="Instead">The name of the method that does both, from the old item and the new one; null where none is named.</param>
internal sealed record TornStep(string Rule, string Second, string? Instead)
{
    /// <returns>Null where the method has no such contract.</returns>
    public static TornStep? Of(IMethodSymbol method)
        => ContractAttributes.Named(ContractAttributes.OfMember(method), ContractAttributes.NotBefore).FirstOrDefault() is { } contract
            && contract.StringAt(0) is { } rule
            && contract.StringAt(1) is { } second
                ? new TornStep(rule, second, contract.Argument("Instead")?.Value as string)
                : null;
}
