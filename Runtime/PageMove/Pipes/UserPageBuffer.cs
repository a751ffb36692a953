using System.Diagnostics.CodeAnalysis;
using PageMove.Contracts;
using PageMove.Pages;

namespace PageMove.Pipes;

/// <summary>
/// A page lent or given by a user: always good, stolen only when it was given (<see cref="PipeBufferFlags.Gift"/>) and nobody else refers to it
/// (<c>user_page_pipe_buf_ops</c>).
/// </summary>
public sealed class UserPageBuffer : PipeBufferOperations
{
    private UserPageBuffer()
    {
    }

    /// <summary>The only instance.</summary>
    public static UserPageBuffer Instance { get; } = new();

    /// <inheritdoc/>
    public override bool TrySteal(PipeBuffer buffer, [NotNullWhen(true), Produces(State.Locked, When = true)] out Page? page)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        page = null;
        if ((buffer.Flags & PipeBufferFlags.Gift) == 0 || !TryStealOnlyReference(buffer, out page))
            return false;

        if ((page.Flags & PageFlags.Lru) != 0)
            buffer.MarkLru();

        return true;
    }

    /// <inheritdoc/>
    public override StealRefusal ExplainRefusal(PipeBuffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        return (buffer.Flags & PipeBufferFlags.Gift) == 0 ? StealRefusal.Lent : base.ExplainRefusal(buffer);
    }
}
