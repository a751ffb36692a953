using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PageMove.Analyzers.Contracts;
using PageMove.Analyzers.Flow;

namespace PageMove.Analyzers.Rules;

/// <summary>Finds two steps, at the same place of the same object, for which there is one step that does both.</summary>
internal sealed class TornReplacements(GraphIndex index, ProtocolModel model, RuleReporter reporter, CancellationToken cancellation)
{
    private const int Before = 0;
    private const int Between = 1;

    public void Report()
    {
        Ways? ways = null;
        foreach (IOperation operation in index.Function.Operations)
        {
            if (operation is not IInvocationOperation { Instance: { } owner, Arguments: [{ Value: var item }] } first
                || model.TornStepOf(first.TargetMethod) is not { } step
                || index.Originals.NameOf(owner) is not { } ownerName
                || VariableOf(item) is not { } itemVariable)
            {
                continue;
            }

            foreach (IInvocationOperation second in Seconds(first, step, ownerName, itemVariable))
            {
                if (Follows(ways ??= new Ways(index), first, second, itemVariable))
                    reporter.Report(step.Rule, second.Syntax.GetLocation(), OperandName.Of(item), new Place(first.Syntax, OperandName.Of(item)));
            }
        }
    }

    private IEnumerable<IInvocationOperation> Seconds(IInvocationOperation first, TornStep step, string owner, ISymbol item)
        => from second in index.Function.Operations.OfType<IInvocationOperation>()
           where second.TargetMethod.Name == step.Second
               && second.Arguments.Length == 2
               && second.Instance is { } instance
               && SymbolEqualityComparer.Default.Equals(second.TargetMethod.ContainingType, first.TargetMethod.ContainingType)
               && index.Originals.NameOf(instance) == owner
               && ArgumentFor(second, 1) is { } added
               && VariableOf(added) is var other
               && !SymbolEqualityComparer.Default.Equals(other, item)
               && ArgumentFor(second, 0) is { } place
               && IsPlaceOf(place, item, owner)
           select second;

    /// <summary>Whether the place is read from the item, or the item was looked up by it.</summary>
    private bool IsPlaceOf(IOperation place, ISymbol item, string owner)
    {
        IOperation original = index.Originals.Of(place);
        if (original is IPropertyReferenceOperation { Instance: { } instance, Arguments.IsEmpty: true })
            return SymbolEqualityComparer.Default.Equals(VariableOf(instance), item);
        return index.Originals.NameOf(place) is { } name
            && index.Function.Operations.OfType<IInvocationOperation>().Any(lookUp =>
                lookUp.Instance is { } source
                && index.Originals.NameOf(source) == owner
                && lookUp.Arguments.Length == 2
                && ArgumentFor(lookUp, 1) is { Parent: IArgumentOperation { Parameter.RefKind: RefKind.Out } } found
                && SymbolEqualityComparer.Default.Equals(VariableOf(found), item)
                && ArgumentFor(lookUp, 0) is { } key
                && index.Originals.NameOf(key) == name);
    }

    private bool Follows(Ways ways, IInvocationOperation first, IInvocationOperation second, ISymbol item)
    {
        bool found = false;
        HashSet<ISymbol> same = new(SymbolEqualityComparer.Default) { item };
        IOperation?[] fixedOperands = [second.Instance, ArgumentFor(second, 0)];
        foreach (IOperation operand in fixedOperands.SelectMany(fixedOperand => fixedOperand?.DescendantsAndSelf() ?? []))
        {
            if (index.Function.VariableOf(operand) is { } variable && !IsDeclaredAlias(operand))
                same.Add(variable);
        }

        bool complete = ways.Follow(
            (phase, operation) =>
            {
                if (operation == first)
                    return Between;
                if (phase == Between && operation == second)
                    found = true;
                return phase == Between && Assignment.IsTarget(operation) && index.Function.VariableOf(operation) is { } variable && same.Contains(variable)
                    ? Before
                    : phase;
            },
            (phase, condition, outcome) => !outcome && index.Originals.Of(condition) == first ? Before : phase,
            cancellation);
        return found && complete;
    }

    // What an alias stands for may have been read before the first step or after it: it is the same either way.
    private bool IsDeclaredAlias(IOperation operand) => index.Originals.IsAliasOfNamed(operand);

    private ISymbol? VariableOf(IOperation operation) => index.Originals.VariableOf(operation);

    private static IOperation? ArgumentFor(IInvocationOperation call, int ordinal)
        => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal)?.Value;
}
