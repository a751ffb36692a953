using System.Diagnostics.CodeAnalysis;
using PageMove.Contracts;
using PageMove.Pages;

namespace PageMove.Pipes;

/// <summary>A page written into the pipe: always good, stolen when nobody else refers to it (<c>anon_pipe_buf_ops</c>).</summary>
public sealed class AnonymousBuffer : PipeBufferOperations
{
    private AnonymousBuffer()
    {
    }

    /// <summary>The only instance.</summary>
    public static AnonymousBuffer Instance { get; } = new();

    /// <inheritdoc/>
    public override bool TrySteal(PipeBuffer buffer, [NotNullWhen(true), Produces(State.Locked, When = true)] out Page? page) =>
        TryStealOnlyReference(buffer, out page);
}
