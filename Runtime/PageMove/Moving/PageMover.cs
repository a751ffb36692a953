using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace PageMove.Moving;

/// <summary>Moves a page from a pipe into a page cache (<c>fuse_try_move_folio</c>).</summary>
public static class PageMover
{
    /// <summary>Tries to put the buffer's page in the place of the slot's page.</summary>
    /// <param name="request">The request, locked. On <see cref="MoveResult.Moved"/> and <see cref="MoveResult.Copy"/> it is locked again.</param>
    /// <param name="buffer">A whole buffer of the pipe. On <see cref="MoveResult.Moved"/> it was released; else the caller releases it.</param>
    /// <param name="slot">The request's slot; on <see cref="MoveResult.Moved"/> it names the moved page, locked.</param>
    /// <param name="lru">Where the moved page is added unless it is on a list already.</param>
    /// <param name="refusal">Why the result is <see cref="MoveResult.Copy"/>.</param>
    [MustUse("PGM1008")]
    public static MoveResult TryMovePage(
        [Balanced(State.Locked, MoveResult.Aborted, MoveResult.BadContent)] ReadRequest request,
        [Produces(State.Released, When = MoveResult.Moved)] PipeBuffer buffer,
        [Signals(Signal.SlotPublish)] ref Page slot,
        PageLru? lru,
        out MoveRefusal refusal) => throw new NotImplementedException();
}
