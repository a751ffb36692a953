using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// The conditions that a function writes down twice, and of which nobody can say whether they come out alike (<see cref="ConditionIndex"/> has the others): a static field, an element, a comparison by an
/// operator of somebody's own.
/// </summary>
internal sealed class RepeatedConditions
{
    private readonly Dictionary<IOperation, Asked> _conditions = [];

    public RepeatedConditions(FunctionGraph function, ConditionIndex known)
    {
        HashSet<ISymbol> changing = ChangingIn(function);
        List<Asked> asked = [];
        foreach (BasicBlock block in function.Graph.Blocks)
        {
            if (block is not { ConditionKind: not ControlFlowConditionKind.None, BranchValue: { } condition })
                continue;
            bool truth = true;
            IOperation inside = Negations.Inside(condition, ref truth);
            if (inside is ILocalReferenceOperation or IParameterReferenceOperation || known.Find(inside) is not null)
                continue;
            IOperation? tested = NullTests.TestedIn(inside, out bool isNegated) is { } operand ? function.ValueOf(Conversions.InsideBuiltIn(operand)) : null;
            if (tested is not (ILocalReferenceOperation or IParameterReferenceOperation) && IsAlike(tested ?? inside, function, changing))
                asked.Add(new(condition, tested is null ? $"?{inside.Kind} {inside.Syntax}" : $"?null {tested.Syntax}", truth == (tested is not null && isNegated)));
        }

        if (asked.Count < 2)
            return;
        foreach (IGrouping<string, Asked> same in asked.GroupBy(static condition => condition.Text))
        {
            if (!same.Skip(1).Any())
                continue;
            foreach (Asked one in same)
                _conditions[one.Condition] = one;
        }
    }

    /// <returns>Null for a condition that is written down nowhere else.</returns>
    /// <param name="condition">What a block branches by.</param>
    public Asked? Find(IOperation condition) => _conditions.TryGetValue(condition, out Asked? asked) ? asked : null;

    /// <summary>The variables that have one value here and another one there.</summary>
    private static HashSet<ISymbol> ChangingIn(FunctionGraph function)
    {
        HashSet<ISymbol> changing = new(SymbolEqualityComparer.Default);
        HashSet<ISymbol> written = new(SymbolEqualityComparer.Default);
        foreach (FunctionGraph nested in function.Nested)
            changing.UnionWith(nested.Assigns);
        foreach (IOperation operation in function.Operations)
        {
            if (Assignment.IsTarget(operation) && function.VariableOf(operation) is { } variable && (variable is not ILocalSymbol || !written.Add(variable)))
                changing.Add(variable);
        }

        return changing;
    }

    /// <summary>Whether whoever writes it down twice means the same: it calls nobody, and reads no variable that changes, nor what an object may have changed meanwhile.</summary>
    private static bool IsAlike(IOperation condition, FunctionGraph function, HashSet<ISymbol> changing)
    {
        foreach (IOperation part in new OperationWalk(condition))
        {
            if (part is IInvocationOperation call ? !Predicates.IsLocalLook(call.TargetMethod) : part is IInstanceReferenceOperation or IPropertyReferenceOperation { Property.IsStatic: false } or IFlowCaptureReferenceOperation or ISimpleAssignmentOperation or ICompoundAssignmentOperation or IIncrementOrDecrementOperation)
                return false;
            if (function.VariableOf(part) is { } variable && changing.Contains(variable))
                return false;
        }

        return true;
    }

    /// <summary>A condition by which a block branches.</summary>
    /// <param name="Condition">The condition.</param>
    /// <param name="Text">Under which facts about all that are written alike are kept.</param>
    /// <param name="IsNegated">Whether this one is the opposite.</param>
    public sealed record Asked(IOperation Condition, string Text, bool IsNegated);
}
