using System.Diagnostics.CodeAnalysis;
using PageMove.Contracts;
using PageMove.Pages;

namespace PageMove.Pipes;

/// <summary>A page that its owner keeps, as a socket does: always good, never stolen (<c>nosteal_pipe_buf_ops</c>).</summary>
public sealed class UnstealableBuffer : PipeBufferOperations
{
    private UnstealableBuffer()
    {
    }

    /// <summary>The only instance.</summary>
    public static UnstealableBuffer Instance { get; } = new();

    /// <inheritdoc/>
    public override bool TrySteal(PipeBuffer buffer, [NotNullWhen(true), Produces(State.Locked, When = true)] out Page? page)
    {
        page = null;
        return false;
    }

    /// <inheritdoc/>
    public override StealRefusal ExplainRefusal(PipeBuffer buffer) => StealRefusal.NotStealable;
}
