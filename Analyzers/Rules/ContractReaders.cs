using Microsoft.CodeAnalysis;
using PageMove.Analyzers.Contracts;

namespace PageMove.Analyzers.Rules;

/// <summary>Whether there is anybody who reads the contract: an object of a protocol that it speaks of, and a place where that can be told.</summary>
internal static class ContractReaders
{
    /// <returns>Whether the contract is read.</returns>
    public static bool Check(Contract contract, RuleReporter reporter)
    {
        if (ReasonOf(contract) is not { } reason)
            return true;
        reporter.Report(ContractRules.NotRead, contract.Location, null, contract.Text, reason);
        return false;
    }

    private static string? ReasonOf(Contract contract)
    {
        ContractTarget target = contract.Target;
        if (target is { Kind: ContractTargetKind.Member, Method.MethodKind: MethodKind.AnonymousFunction })
            return "a lambda is called through its delegate, which has a contract of its own";
        switch (contract.Name)
        {
            case ContractAttributes.Requires or ContractAttributes.Produces or ContractAttributes.Balanced or ContractAttributes.Answers or ContractAttributes.Replaces:
                if (contract.Name == ContractAttributes.Replaces && target.Symbol is IParameterSymbol { RefKind: not RefKind.Ref })
                    return "only a 'ref' argument can name another object afterwards";
                return contract.Protocols.IsEmpty ? WhyWithoutProtocol(target) : null;
            case ContractAttributes.Owes:
                return target.Symbol is IParameterSymbol { RefKind: not RefKind.Out } ? "only what comes out of an 'out' parameter can owe a question" : null;
            case ContractAttributes.MustCheck:
                return target.Symbol is IPropertySymbol { Type.IsReferenceType: false } property && property.Type is not ITypeParameterSymbol ? "the property is never null" : null;
            case ContractAttributes.NoProof:
                return target.Symbol is IPropertySymbol { Type.SpecialType: not SpecialType.System_Int32 } ? "the property is not an int, and counts nothing" : null;
            case ContractAttributes.NotBefore:
                return target.Symbol is IMethodSymbol { Parameters.Length: not 1 } ? "the first step takes one argument, the item" : null;
            default:
                return null;
        }
    }

    private static string? WhyWithoutProtocol(ContractTarget target)
    {
        if (target.Subjects.FirstOrDefault() is not { } subject)
        {
            return target.Method?.MethodKind == MethodKind.LocalFunction
                ? "a local function has no object of its own; put it on a parameter"
                : "a static member has no object; put it on a parameter or on the result";
        }

        // A protocol that cannot be read is told at its own attribute.
        return subject.TypeKind == TypeKind.Error || ContractAttributes.Named(subject.GetAttributes(), ContractAttributes.Protocol).Any() || target.Symbol.ContainingType is { TypeKind: not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface or TypeKind.Delegate) }
            ? null
            : $"'{subject.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' declares no protocol";
    }
}
