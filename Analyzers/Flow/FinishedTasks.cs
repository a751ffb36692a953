using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>The tasks that a function asks whether they are finished, or awaits: waiting for such a one is not taken to block.</summary>
internal sealed class FinishedTasks
{
    private readonly FunctionGraph _function;
    private readonly HashSet<ISymbol> _asked = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, int> _waitedFor = new(SymbolEqualityComparer.Default);

    public FinishedTasks(FunctionGraph function)
    {
        _function = function;
        foreach (IOperation operation in function.Operations)
        {
            switch (operation)
            {
                case IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" or "IsFaulted" or "IsCanceled" or "Status", Instance: { } asked }:
                    Note((asked is IInstanceReferenceOperation ? Patterns.InputOf(asked) : null) ?? asked);
                    break;
                case IInvocationOperation { TargetMethod: { Name: nameof(Task.WaitAll) or nameof(Task.WaitAny), ContainingType.Name: nameof(Task) } } wait:
                    foreach (IOperation each in wait.DescendantsAndSelf())
                        NoteWaited(each, wait);
                    break;
                case IInvocationOperation { TargetMethod: { Name: "Wait", Parameters.IsEmpty: true, ContainingType.Name: "Task" }, Instance: { } waited } wait:
                    NoteWaited(waited, wait);
                    break;
                case IAwaitOperation await:
                    foreach (IOperation awaited in await.Operation.DescendantsAndSelf())
                        Note(awaited);
                    break;
            }
        }
    }

    /// <summary>Whether the call waits for a task that is in a variable of which the function knows when it is finished.</summary>
    public bool Concern(IOperation call)
    {
        IOperation? waited = call switch
        {
            IPropertyReferenceOperation property => property.Instance,
            IInvocationOperation invocation => invocation.Instance,
            _ => null,
        };
        while (waited is IInvocationOperation { Instance: { } task })
            waited = task;
        if (waited is null)
            return false;
        if (_function.VariableOf(waited) is not { } variable)
            return IsOneOfAsked(waited);
        return _asked.Contains(variable)
            || (_waitedFor.TryGetValue(variable, out int end) && call.Syntax.SpanStart >= end)
            || IsGivenToContinuation(variable)
            || _function.MentionsOf(variable).Any(mention => mention.Parent is ISimpleAssignmentOperation { IsRef: false } assignment && assignment.Target == mention && IsOneOfAsked(assignment.Value));
    }

    /// <summary>Whether the variable is a lambda's parameter that is called when a task has finished, with that task.</summary>
    private static bool IsGivenToContinuation(ISymbol variable)
        => variable is IParameterSymbol { DeclaringSyntaxReferences: [var declaration] }
            && declaration.GetSyntax().FirstAncestorOrSelf<LambdaExpressionSyntax>() is { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(Task.ContinueWith) } } } };

    /// <summary>Whether it is made finished, is the first of several to be that, or an element of tasks that are awaited together, as by <c>Task.WhenAll</c>.</summary>
    private bool IsOneOfAsked(IOperation task)
    {
        task = Conversions.InsideBuiltIn(task);
        if (task is IInvocationOperation { TargetMethod: { Name: nameof(Task.FromResult), ContainingType.Name: nameof(Task) or "ValueTask" } }
            or IPropertyReferenceOperation { Property: { Name: nameof(Task.CompletedTask), IsStatic: true } }
            or IAwaitOperation { Operation: IInvocationOperation { TargetMethod: { Name: nameof(Task.WhenAny), ContainingType.Name: nameof(Task) } } })
        {
            return true;
        }

        IOperation? whole = task switch
        {
            IArrayElementReferenceOperation element => element.ArrayReference,
            IPropertyReferenceOperation element => _function.WholeOf(element),
            _ => null,
        };
        return whole is IInvocationOperation { TargetMethod: { Name: "WhenEach", ContainingType.Name: nameof(Task) } }
            || whole is not null && _function.VariableOf(Conversions.InsideBuiltIn(whole)) is { } tasks && _asked.Contains(tasks);
    }

    /// <summary>Whether the call is told to wait for no time at all: it asks, and gives up at once.</summary>
    public static bool IsAskedForNoTime(IOperation call)
        => call is IInvocationOperation { Arguments: var arguments } && arguments.Any(static argument => argument.Parameter?.Type switch
        {
            { SpecialType: SpecialType.System_Int32 } when argument.Parameter.Name.EndsWith("imeout", StringComparison.Ordinal) => argument.Value.ConstantValue is { HasValue: true, Value: 0 },
            { Name: nameof(TimeSpan) } => argument.Value is IFieldReferenceOperation { Field: { Name: nameof(TimeSpan.Zero), ContainingType.Name: nameof(TimeSpan) } } or IDefaultValueOperation,
            _ => false,
        });

    /// <summary>Notes where the first wait for the task ends.</summary>
    private void NoteWaited(IOperation task, IInvocationOperation wait)
    {
        if (_function.VariableOf(task) is { } variable && !_waitedFor.ContainsKey(variable))
            _waitedFor.Add(variable, wait.Syntax.Span.End);
    }

    private void Note(IOperation operation)
    {
        if (_function.VariableOf(operation) is { } variable)
            _asked.Add(variable);
    }
}
