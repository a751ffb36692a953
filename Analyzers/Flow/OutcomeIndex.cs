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
                Note(capture.Id, capture.Value);
            else if (operation is ISimpleAssignmentOperation { IsRef: false } assignment && (function.VariableOf(assignment.Target) ?? (assignment.Target is IFieldReferenceOperation { Field: var field } ? field : Flag.FieldOf(assignment.Target))) is { } variable)
                Note(variable, assignment.Value);
        }
    }

    public IReadOnlyList<IInvocationOperation> CallsFor(object key) => _calls.TryGetValue(key, out List<IInvocationOperation>? calls) ? calls : [];

    private void Note(object key, IOperation value)
    {
        while (value is IAwaitOperation or IConversionOperation or IParenthesizedOperation or IUnaryOperation)
            value = value.ChildOperations.First();
        if (value is not IInvocationOperation call)
            return;
        if (!_calls.TryGetValue(key, out List<IInvocationOperation>? calls))
            _calls.Add(key, calls = []);
        calls.Add(call);
    }
}
