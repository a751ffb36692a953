using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>Which calls' results the variables, the fields and the flow captures of a function keep, and what calls leave in variables beside.</summary>
internal sealed class OutcomeIndex
{
    private readonly Dictionary<object, List<IInvocationOperation>> _calls = new(Facts.Keys);
    private readonly Dictionary<ISymbol, List<IInvocationOperation>> _outs = new(SymbolEqualityComparer.Default);

    public OutcomeIndex(FunctionGraph function)
    {
        foreach (IOperation operation in function.Operations)
        {
            if (operation is IFlowCaptureOperation capture)
                Note(capture.Id, capture.Value, function);
            else if (operation is ISimpleAssignmentOperation { IsRef: false } assignment && VariableOf(assignment.Target, function) is { } variable)
                Note(variable, assignment.Value, function);
            else if (operation is IArgumentOperation { Parameter.RefKind: RefKind.Out, Value: var target, Parent: IInvocationOperation call } && IsResultLeft(call) && function.VariableOf(Conversions.InsideBuiltIn(target is IDeclarationExpressionOperation { Expression: var declared } ? declared : target)) is { } given)
                NoteOut(given, call);
        }
    }

    /// <summary>The calls that leave something in the variable beside a result at which nobody looks.</summary>
    public IReadOnlyList<IInvocationOperation> CallsThatTellBy(ISymbol variable) => _outs.TryGetValue(variable, out List<IInvocationOperation>? calls) ? calls : [];

    public IReadOnlyList<IInvocationOperation> CallsFor(object key) => _calls.TryGetValue(key, out List<IInvocationOperation>? calls) ? calls : [];

    /// <summary>The variables and members among the keys, each with the calls.</summary>
    public IEnumerable<(ISymbol Variable, IReadOnlyList<IInvocationOperation> Calls)> Variables => _calls.Where(static kept => kept.Key is ISymbol).Select(static kept => ((ISymbol)kept.Key, (IReadOnlyList<IInvocationOperation>)kept.Value));

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

    private static bool IsResultLeft(IOperation call)
    {
        while (call.Parent is IAwaitOperation or IConversionOperation or IParenthesizedOperation)
            call = call.Parent;
        return call.Parent is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation };
    }

    private void NoteOut(ISymbol variable, IInvocationOperation call)
    {
        if (!_outs.TryGetValue(variable, out List<IInvocationOperation>? calls))
            _outs.Add(variable, calls = []);
        calls.Add(call);
    }

    private void Add(object key, IInvocationOperation call)
    {
        if (!_calls.TryGetValue(key, out List<IInvocationOperation>? calls))
            _calls.Add(key, calls = []);
        calls.Add(call);
    }
}
