using Microsoft.CodeAnalysis;
using PageMove.Analyzers.Contracts;

namespace PageMove.Analyzers.Rules;

/// <summary>Whether two contracts of one object can both be kept.</summary>
internal static class ContractContradictions
{
    /// <summary>What a state change may depend on beside the state before it.</summary>
    private static readonly string[] Conditions = ["When", "Inside", "Outside", "WhenInspected"];

    public static void Check(Contract contract, RuleReporter reporter)
    {
        AttributeData later = contract.Attribute;
        foreach (AttributeData earlier in contract.Target.Contracts.TakeWhile(other => other != later))
        {
            if (ReasonFor(earlier, later, contract) is not { } reason)
                continue;
            reporter.Report(ContractRules.Contradiction, contract.Location, Contract.LocationOf(earlier), contract.Text, Contract.TextOf(earlier), reason);
            return;
        }
    }

    private static string? ReasonFor(AttributeData earlier, AttributeData later, Contract contract)
    {
        if (Is(earlier, later, ContractAttributes.Balanced, ContractAttributes.Transfers))
            return "the caller cannot both get the argument back as it was and have handed it over";
        if (Is(earlier, later, ContractAttributes.Borrows, ContractAttributes.Transfers))
            return "the argument cannot both stay the caller's and be handed over";
        foreach (AttributeProtocol protocol in contract.Protocols)
        {
            if (ReasonFor(earlier, later, protocol) is { } reason)
                return reason;
        }

        return null;
    }

    private static string? ReasonFor(AttributeData earlier, AttributeData later, AttributeProtocol protocol)
    {
        uint first = Contract.RequiredBy(earlier, protocol);
        uint second = Contract.RequiredBy(later, protocol);
        if (first != 0 && second != 0 && (first & second) == 0)
            return $"no object is in {Contract.Names(first, protocol)} and in {Contract.Names(second, protocol)}";

        if (Is(earlier, later, ContractAttributes.Produces, ContractAttributes.Produces))
            return SameOccasion(earlier, later, protocol) ? "the object cannot come into both states at once" : null;
        if (Is(earlier, later, ContractAttributes.Answers, ContractAttributes.Answers))
        {
            return earlier.StringAt(0) == later.StringAt(0) && !Equals(earlier.ValueAt(1), later.ValueAt(1))
                ? "a state has one answer"
                : null;
        }

        (AttributeData other, AttributeData produces) = IsNamed(earlier, ContractAttributes.Produces) ? (later, earlier) : (earlier, later);
        if (!IsNamed(produces, ContractAttributes.Produces))
            return AllowsWhatIsExcluded(earlier, later, protocol, first | second);
        uint required = first | second;
        uint reached = Contract.SetOf(produces.StringAt(0), protocol);
        uint left = Contract.LeftBy(produces, protocol);

        // The attribute is about another protocol of the type, or names a state that is not there, which another rule reports.
        if (reached == 0 || left == 0)
            return null;
        if (required != 0 && (left & required) == 0)
            return $"the object is in {Contract.Names(required, protocol)} when the member is called, and the state that is to be left is another one";
        return IsNamed(other, ContractAttributes.Balanced)
            && required != 0
            && reached != required
            && (produces.Argument("When") is not { IsNull: false } when || !other.ValuesAt(1).Contains(when.Value))
                ? $"every exit that says \"go on\" is to hold {Contract.Names(required, protocol)}"
                : null;
    }

    /// <summary>Whether both take place, of the same object, upon the same result; one that is more special than the other is an exception to it.</summary>
    private static bool SameOccasion(AttributeData earlier, AttributeData later, AttributeProtocol protocol)
    {
        uint first = Contract.SetOf(earlier.StringAt(0), protocol);
        uint second = Contract.SetOf(later.StringAt(0), protocol);
        return first != 0
            && second != 0
            && first != second
            && Contract.LeftBy(earlier, protocol) == Contract.LeftBy(later, protocol)
            && Conditions.All(name => Equals(earlier.Argument(name)?.Value, later.Argument(name)?.Value));
    }

    private static string? AllowsWhatIsExcluded(AttributeData earlier, AttributeData later, AttributeProtocol protocol, uint required)
    {
        AttributeData? allows = IsNamed(earlier, ContractAttributes.Allows) ? earlier : IsNamed(later, ContractAttributes.Allows) ? later : null;
        uint allowed = allows is null ? 0 : Contract.SetOf(allows.StringAt(0), protocol);
        return required != 0 && allowed != 0 && (allowed & required) == 0
            ? $"the member requires {Contract.Names(required, protocol)}"
            : null;
    }

    private static bool Is(AttributeData earlier, AttributeData later, string one, string other)
        => (IsNamed(earlier, one) && IsNamed(later, other)) || (IsNamed(earlier, other) && IsNamed(later, one));

    private static bool IsNamed(AttributeData contract, string name) => contract.AttributeClass!.Name == name;
}
