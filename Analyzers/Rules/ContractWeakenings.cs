using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PageMove.Analyzers.Contracts;

namespace PageMove.Analyzers.Rules;

/// <summary>Whether who calls through a base member, and knows its contract alone, is safe with this one.</summary>
internal static class ContractWeakenings
{
    public static void Check(Contract contract, Compilation compilation, RuleReporter reporter)
    {
        if (contract.Target is not { Kind: not ContractTargetKind.Type, Method: { } method } target)
            return;
        foreach (IMethodSymbol member in ContractAttributes.BasesOf(method))
        {
            ImmutableArray<AttributeData> inherited = AttributesOf(member, target);

            // What others wrote and did not annotate cannot be annotated here.
            if (!ContractAttributes.HasAny(inherited) && !SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, compilation.Assembly))
                continue;
            string? reason = ExcessOf(contract, inherited);

            // What is missing is missing in all of the attributes together, and is told at the first.
            if (reason is null && target.Contracts.First() == contract.Attribute)
                reason = inherited.Where(ContractAttributes.IsContract).Select(promise => LackOf(promise, contract)).FirstOrDefault(lack => lack is not null);
            if (reason is null)
                continue;
            reporter.Report(
                ContractRules.Weakened,
                contract.Location,
                member.Locations.FirstOrDefault(location => location.IsInSource),
                method.AssociatedSymbol?.Name ?? method.Name,
                $"{member.ContainingType.Name}.{member.AssociatedSymbol?.Name ?? member.Name}",
                reason);
        }
    }

    private static ImmutableArray<AttributeData> AttributesOf(IMethodSymbol member, ContractTarget target) => target.Kind switch
    {
        ContractTargetKind.Parameter when target.Symbol is IParameterSymbol { Ordinal: var ordinal } && ordinal < member.Parameters.Length => ContractAttributes.OfParameter(member.Parameters[ordinal]),
        ContractTargetKind.Result => ContractAttributes.OfResult(member),
        ContractTargetKind.Member => ContractAttributes.OfMember(member),
        _ => ImmutableArray<AttributeData>.Empty,
    };

    /// <summary>What the attribute demands, and the base does not.</summary>
    private static string? ExcessOf(Contract contract, ImmutableArray<AttributeData> inherited)
    {
        if (contract.Name == ContractAttributes.Transfers)
        {
            return !ContractAttributes.Named(inherited, ContractAttributes.Transfers).Any()
                ? "there the argument stays the caller's"
                : null;
        }

        foreach (AttributeProtocol protocol in contract.Protocols)
        {
            if (Contract.RequiredBy(contract.Attribute, protocol) is not (not 0 and uint required))
                continue;
            uint known = 0;
            foreach (AttributeData demand in inherited.Where(ContractAttributes.IsContract))
                known |= Contract.RequiredBy(demand, protocol);
            if (known == 0)
                return $"nobody is told there that it requires {Contract.Names(required, protocol)}";
            if ((known & ~required) != 0)
                return $"there it may be called in {Contract.Names(known & ~required, protocol)}, too";
        }

        return null;
    }

    /// <summary>What the base promises by the attribute, and the contracts here do not.</summary>
    private static string? LackOf(AttributeData promise, Contract contract)
    {
        ImmutableArray<AttributeData> own = contract.Target.Attributes;
        switch (promise.AttributeClass!.Name)
        {
            case ContractAttributes.MustUse when !ContractAttributes.Named(own, ContractAttributes.MustUse).Any():
                return $"the result must be looked at there ({promise.StringAt(0)}), and not here";
            case ContractAttributes.Borrows when Any(own, ContractAttributes.Produces, ContractAttributes.Replaces) && !Any(own, ContractAttributes.Borrows):
                return "there the argument stays as the caller gave it";
            case ContractAttributes.Transfers when !Any(own, ContractAttributes.Transfers, ContractAttributes.Produces, ContractAttributes.Replaces):
                return "there it takes the argument over";
        }

        foreach (AttributeProtocol protocol in contract.Protocols)
        {
            uint promised = Contract.SetOf(promise.StringAt(0), protocol);
            if (promised == 0)
                continue;
            switch (promise.AttributeClass.Name)
            {
                case ContractAttributes.Produces when !own.Any(kept => Keeps(kept, promise, protocol)):
                    return $"there the object is in {Contract.Names(promised, protocol)} afterwards{UponOf(promise)}";
                case ContractAttributes.Balanced when !ContractAttributes.Named(own, ContractAttributes.Balanced).Any(kept => kept.StringAt(0) == promise.StringAt(0) && kept.ValuesAt(1).All(promise.ValuesAt(1).Contains)):
                    return $"there every exit that says \"go on\" holds {Contract.Names(promised, protocol)}";
            }
        }

        return null;
    }

    private static bool Keeps(AttributeData kept, AttributeData promise, AttributeProtocol protocol)
    {
        if (kept.AttributeClass!.Name != ContractAttributes.Produces || kept.StringAt(0) != promise.StringAt(0))
            return false;
        uint from = Contract.LeftBy(promise, protocol);
        return (Contract.LeftBy(kept, protocol) & from) == from
            && (kept.Argument("When") is not { IsNull: false } when || Equals(when.Value, promise.Argument("When")?.Value))
            && (kept.Argument("WhenInspected")?.Value is not true || promise.Argument("WhenInspected")?.Value is true);
    }

    private static string UponOf(AttributeData promise) => promise.Argument("When") is { IsNull: false, Value: var when } ? $" upon '{when}'" : string.Empty;

    private static bool Any(ImmutableArray<AttributeData> attributes, params string[] names) => names.Any(name => ContractAttributes.Named(attributes, name).Any());
}
