using System.Diagnostics.CodeAnalysis;
using PageMove.Contracts;
using PageMove.Pages;

namespace PageMove.Pipes;

/// <summary>A page that the sender read for the pipe alone, as direct I/O does: always good, stolen when nobody else refers to it.</summary>
public sealed class PrivatePageBuffer : PipeBufferOperations
{
    private PrivatePageBuffer()
    {
    }

    /// <summary>The only instance.</summary>
    public static PrivatePageBuffer Instance { get; } = new();

    /// <inheritdoc/>
    public override bool TrySteal(PipeBuffer buffer, [NotNullWhen(true), Produces(State.Locked, When = true)] out Page? page) =>
        TryStealOnlyReference(buffer, out page);
}
