using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>Looks through what stands between a call and the <c>await</c> of its result.</summary>
internal static class Awaiting
{
    /// <summary>Whether the call only says how its task is awaited.</summary>
    public static bool IsConfiguration(IInvocationOperation call) => call is
    {
        Instance: not null,
        TargetMethod:
        {
            Name: "ConfigureAwait" or "AsTask",
            ContainingType: { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } } },
        },
    };

    /// <summary>The call whose result is awaited; null where the task comes from elsewhere.</summary>
    public static IInvocationOperation? CallOf(IAwaitOperation await)
    {
        IOperation? operation = await.Operation;
        while (operation is IInvocationOperation configuration && IsConfiguration(configuration))
            operation = configuration.Instance;
        return operation as IInvocationOperation;
    }
}
