namespace PageMove.Pipes;

/// <summary>
/// What can be done with one kind of pipe buffer (the kernel's <c>pipe_buf_operations</c>). Implementations are stateless, thread-safe
/// and do not throw; derive from it to add a kind.
/// </summary>
public abstract class PipeBufferOperations
{
    /// <summary>Makes sure that the content is good; may wait for a read in progress. Without an override it always is.</summary>
    public virtual ConfirmResult Confirm(PipeBuffer buffer) => ConfirmResult.Good;

    /// <summary>
    /// Tries to take the page away from everybody else. On success the page is locked and completely owned, and the buffer's
    /// reference is still to be released (law 1).
    /// </summary>
    public abstract bool TrySteal(PipeBuffer buffer);

    /// <summary>Takes a second reference for a duplicate of the buffer; can fail (law 8, CVE-2019-11487).</summary>
    public virtual bool TryAddReference(PipeBuffer buffer) => throw new NotImplementedException();

    /// <summary>Gives the buffer's reference back.</summary>
    public virtual void Release(PipeBuffer buffer) => throw new NotImplementedException();
}
