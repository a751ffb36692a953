using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// The numbers and enums that say where a function is among its steps: it writes nothing but constants into them, and asks for which one that was. Of such a variable there are few values, and to mix
/// them up is to forget which step comes next.
/// </summary>
internal sealed class StepVariables
{
    private const int MinimumSteps = 3;

    private readonly FunctionGraph _function;
    private readonly Dictionary<ISymbol, HashSet<object?>> _written = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, HashSet<object?>> _asked = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _computed = new(SymbolEqualityComparer.Default);

    public StepVariables(FunctionGraph function)
    {
        _function = function;
        foreach (IOperation operation in function.Operations)
        {
            if (operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, RightOperand.ConstantValue: { HasValue: true, Value: var constant } } comparison)
                Note(_asked, SymbolOf(comparison.LeftOperand), constant);
            else if (operation is IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: var matched } } } pattern)
                Note(_asked, SymbolOf(pattern.Value), matched);
            else if (Assignment.IsTarget(operation) && SymbolOf(operation) is { } variable && IsNumber(variable))
                NoteWrite(variable, operation);
        }

        foreach (FunctionGraph nested in function.Nested)
            _computed.UnionWith(nested.Assigns);
        All = [.. _written.Where(written => written.Value.Count >= MinimumSteps && !_computed.Contains(written.Key) && _asked.TryGetValue(written.Key, out HashSet<object?>? asked) && asked.Count > 1).Select(static written => written.Key)];
    }

    public IReadOnlyList<ISymbol> All { get; }

    public bool Include(object key) => key is ISymbol variable && All.Contains(variable, SymbolEqualityComparer.Default);

    /// <summary>Whether it is the same step, as far as is known.</summary>
    public bool AreAtSame(Facts one, Facts other)
    {
        foreach (ISymbol variable in All)
        {
            if (!one[variable].Equals(other[variable]))
                return false;
        }

        return true;
    }

    private void NoteWrite(ISymbol variable, IOperation target)
    {
        if (target.Parent is not ISimpleAssignmentOperation { IsRef: false } assignment || assignment.Target != target)
            _computed.Add(variable);
        else if (assignment.Value is IFlowCaptureReferenceOperation { Id: var id })
            NoteWrite(variable, _function.ValuesOf(id));
        else
            NoteWrite(variable, [assignment.Value]);
    }

    private void NoteWrite(ISymbol variable, IReadOnlyList<IOperation> values)
    {
        foreach (IOperation value in values)
        {
            if (value.ConstantValue is { HasValue: true, Value: var constant })
                Note(_written, variable, constant);
            else
                _computed.Add(variable);
        }
    }

    private static void Note(Dictionary<ISymbol, HashSet<object?>> constants, ISymbol? variable, object? constant)
    {
        if (variable is null)
            return;
        if (!constants.TryGetValue(variable, out HashSet<object?>? known))
            constants.Add(variable, known = []);
        known.Add(constant);
    }

    private static bool IsNumber(ISymbol variable) => Flag.MayBe(variable) && TypestateAnalysis.TypeOf(variable)!.SpecialType != SpecialType.System_Boolean;

    private ISymbol? SymbolOf(IOperation operation)
    {
        operation = Conversions.InsideBuiltIn(operation);
        return _function.VariableOf(operation) ?? Flag.FieldOf(_function.ValueOf(operation));
    }
}
