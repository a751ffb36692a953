using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>Looks through what stands between a call and the <c>await</c> of its result.</summary>
internal static class Awaiting
{
    /// <summary>Whether the call only says how its task is awaited.</summary>
    public static bool IsConfiguration(IInvocationOperation call) => call is { Instance: not null, TargetMethod: { Name: "ConfigureAwait" or "AsTask", ContainingType: var type } } && IsTask(type);

    /// <summary>Whether the member of a task, or of what awaits one, returns what the task yields, or one more way to wait for that.</summary>
    public static bool PassesOn(IMethodSymbol member) => member switch
    {
        { AssociatedSymbol.Name: "Result" } or { Name: "WaitAsync" or "Preserve" or "GetAwaiter" }
            => IsTask(member.ContainingType) || IsAwaitable(member.ContainingType),
        { Name: "GetResult" } => IsAwaitable(member.ContainingType),
        _ => false,
    };

    /// <summary>Whether the member hands its task to what goes on after it.</summary>
    public static bool HandsOn(IMethodSymbol member) => member.Name == "ContinueWith" && IsTask(member.ContainingType);

    /// <summary>Whether the call's task is kept, or handed to somebody, and not awaited where it is begun: what the call does is done later, or never.</summary>
    public static bool IsLeftRunning(IOperation call)
    {
        if (!IsTask(call.Type))
            return false;
        IOperation task = Configured(call);
        return task.Parent switch
        {
            ISimpleAssignmentOperation { Target: not IDiscardOperation } assignment => assignment.Value == task,
            IArgumentOperation => true,
            _ => false,
        };
    }

    /// <summary>Whether what the method's body does may be done at any time: it is async, and nobody waits for it where it is called.</summary>
    public static bool MayRunLater(IMethodSymbol method, IOperation call) => method.IsAsync && Configured(call).Parent is not IAwaitOperation;

    private static IOperation Configured(IOperation task)
    {
        while (task.Parent is IConversionOperation or IParenthesizedOperation || (task.Parent is IInvocationOperation configuration && configuration.Instance == task && IsConfiguration(configuration)))
            task = task.Parent!;
        return task;
    }

    /// <summary>Whether the call can be ended by a token, so that it may throw although it is an operation of the protocol itself.</summary>
    public static bool IsCancellable(IOperation call)
    {
        if (call is not IInvocationOperation invocation)
            return false;
        foreach (IArgumentOperation argument in invocation.Arguments)
        {
            if (argument is { ArgumentKind: ArgumentKind.Explicit, Parameter.Type: { Name: "CancellationToken", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } } }
                && argument.Value is not (IDefaultValueOperation or IPropertyReferenceOperation { Property: { Name: "None", IsStatic: true } }))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the call can be ended by a token, and somebody right here catches that: who waits so does not wait for ever.</summary>
    public static bool IsGivenUpInTime(IOperation call)
        => IsCancellable(call)
            && call.Syntax.Ancestors().OfType<TryStatementSyntax>().Any(attempt => attempt.Block.Span.Contains(call.Syntax.Span)
                && attempt.Catches.Any(handler => handler.Declaration?.Type.ToString() is null or "Exception" or "System.Exception" or "OperationCanceledException" or "System.OperationCanceledException" or "TaskCanceledException"));

    /// <summary>The call whose result is awaited; null where the task comes from elsewhere.</summary>
    public static IInvocationOperation? CallOf(IAwaitOperation await)
    {
        IOperation? operation = await.Operation;
        while (operation is IInvocationOperation configuration && IsConfiguration(configuration))
            operation = configuration.Instance;
        return operation as IInvocationOperation;
    }

    /// <summary>The type of what a task yields; of what is no task, its own.</summary>
    public static ITypeSymbol? ResultOf(ITypeSymbol? type) => IsTask(type) && type is INamedTypeSymbol { TypeArguments: [{ } result] } ? result : type;

    /// <summary>Whether the type is that of a task that yields something.</summary>
    public static bool YieldsResult(ITypeSymbol type) => IsTask(type) && type is INamedTypeSymbol { TypeArguments.IsEmpty: false };

    private static bool IsTask(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } } };

    /// <summary>Whether the type is one of those that the compiler awaits a task through.</summary>
    private static bool IsAwaitable(INamedTypeSymbol type)
    {
        while (type.ContainingType is { } outer)
            type = outer;
        return type is
        {
            Name: "TaskAwaiter" or "ValueTaskAwaiter" or "ConfiguredTaskAwaitable" or "ConfiguredValueTaskAwaitable",
            ContainingNamespace: { Name: "CompilerServices", ContainingNamespace: { Name: "Runtime", ContainingNamespace.Name: "System" } },
        };
    }
}
