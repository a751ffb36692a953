using System.Diagnostics.CodeAnalysis;
using PageMove.Contracts;
using PageMove.Pages;

namespace PageMove.Pipes;

/// <summary>
/// What can be done with one kind of pipe buffer (the kernel's <c>pipe_buf_operations</c>). Implementations are stateless, thread-safe
/// and do not throw; derive from it to add a kind.
/// </summary>
public abstract class PipeBufferOperations
{
    /// <summary>Makes sure that the content is good; may wait for a read in progress. Without an override it always is.</summary>
    public virtual ConfirmResult Confirm(PipeBuffer buffer) => ConfirmResult.Good;

    /// <summary>Tries to take the page away from everybody else (law 1).</summary>
    /// <param name="buffer">The buffer, confirmed.</param>
    /// <param name="page">The buffer's page, locked and completely owned. The buffer's reference is still to be released.</param>
    public abstract bool TrySteal(PipeBuffer buffer, [NotNullWhen(true), Produces(State.Locked, When = true)] out Page? page);

    /// <summary>
    /// Tells why <see cref="TrySteal"/> just failed, for the receipt only: others may have changed what it looks at meanwhile, and nothing may be
    /// concluded from it (law 1). Without an override somebody else has the page, or its lock.
    /// </summary>
    public virtual StealRefusal ExplainRefusal(PipeBuffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        return buffer.Page.IsLocked ? StealRefusal.Locked : StealRefusal.Shared;
    }

    /// <summary>Takes a second reference for a duplicate of the buffer; can fail (law 8, CVE-2019-11487).</summary>
    [MustUse("PGM4009")]
    public virtual bool TryAddReference(PipeBuffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        return buffer.Page.TryAddReference();
    }

    /// <summary>Gives the buffer's reference back.</summary>
    public virtual void Release(PipeBuffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        buffer.Page.Release();
    }

    /// <summary>Steals a page whose only reference is the buffer's (<c>generic_pipe_buf_try_steal</c>).</summary>
    protected static bool TryStealOnlyReference(PipeBuffer buffer, [NotNullWhen(true), Produces(State.Locked, When = true)] out Page? page)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        page = buffer.Page;

        // The frozen count is the proof: while it is frozen nobody can take a second reference and the lock with it.
        if (page.TryFreeze(expectedReferences: 1))
        {
            bool locked = page.TryLock();
            page.Unfreeze(references: 1);
            if (locked)
                return true;
        }

        page = null;
        return false;
    }
}
