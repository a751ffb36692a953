using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>Which calls' results the variables, the fields and the flow captures of a function keep.</summary>
internal sealed class OutcomeIndex
{
    private readonly Dictionary<object, List<IInvocationOperation>> _calls = new(Facts.Keys);

    public OutcomeIndex(FunctionGraph function)
    {
        foreach (IOperation operation in function.Operations)
        {
            if (operation is IFlowCaptureOperation capture)
                Note(capture.Id, capture.Value, function);
            else if (operation is ISimpleAssignmentOperation { IsRef: false } assignment && VariableOf(assignment.Target, function) is { } variable)
                Note(variable, assignment.Value, function);
        }
    }

    public IReadOnlyList<IInvocationOperation> CallsFor(object key) => _calls.TryGetValue(key, out List<IInvocationOperation>? calls) ? calls : [];

    /// <summary>The variables and members that keep the result of such a call.</summary>
    public IEnumerable<ISymbol> VariablesThatKeep(Func<IInvocationOperation, bool> isOf) => _calls.Where(kept => kept.Key is ISymbol && kept.Value.Exists(call => isOf(call))).Select(static kept => (ISymbol)kept.Key);

    private static ISymbol? VariableOf(IOperation target, FunctionGraph function)
        => function.VariableOf(target) ?? (function.ValueOf(target) is IMemberReferenceOperation member ? Flag.FieldOf(member) ?? member.Member : null);

    private void Note(object key, IOperation value, FunctionGraph function)
    {
        while (value is IAwaitOperation or IConversionOperation or IParenthesizedOperation or IUnaryOperation)
            value = value.ChildOperations.First();
        if (value is IInvocationOperation only)
            Add(key, only);

        // Where the value branches, it is by what is called there.
        if (value is not IFlowCaptureReferenceOperation)
            return;
        foreach (IOperation operation in function.Operations)
        {
            if (operation is IInvocationOperation call && value.Syntax.Span.Contains(call.Syntax.Span))
                Add(key, call);
        }
    }

    private void Add(object key, IInvocationOperation call)
    {
        if (!_calls.TryGetValue(key, out List<IInvocationOperation>? calls))
            _calls.Add(key, calls = []);
        calls.Add(call);
    }
}
