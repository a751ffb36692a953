using PageMove.Pages;
using PageMove.Requests;
using Runtime.Tests.Support;

namespace Runtime.Tests.Requests;

public sealed class RequestLockTests : IDisposable
{
    private readonly MoveScene _scene = new();

    private ReadRequest Request => _scene.Request;

    [Fact]
    public void A_request_is_locked_and_unlocked()
    {
        Assert.True(Request.TryUnlock());
        Assert.False(Request.IsLocked);
        Assert.True(Request.TryLock());
    }

    [Fact]
    public void Locking_twice_throws() => Assert.Throws<InvalidOperationException>(() => Request.TryLock());

    [Fact]
    public void Unlocking_what_is_not_locked_throws()
    {
        Request.TryUnlock();

        Assert.Throws<InvalidOperationException>(() => Request.TryUnlock());
    }

    [Fact]
    public void An_abort_ends_an_unlocked_request_at_once()
    {
        Request.TryUnlock();

        Request.Abort();

        Assert.Equal((true, RequestError.Aborted), (Request.IsEnded, Request.Error));
        Assert.Equal((1, false), (_scene.OldPage.ReferenceCount, _scene.OldPage.IsLocked));
    }

    [Fact]
    public void An_abort_leaves_a_locked_request_to_its_copier()
    {
        Request.Abort();

        Assert.Equal((true, false), (Request.IsAborted, Request.IsEnded));
        Assert.Equal((2, true), (_scene.OldPage.ReferenceCount, _scene.OldPage.IsLocked));
    }

    [Fact]
    public void An_aborted_request_stays_locked_at_the_unlock_and_is_ended_by_its_copier()
    {
        Request.Abort();

        Assert.False(Request.TryUnlock());
        Assert.True(Request.IsLocked);
        Request.End();

        Assert.Equal((false, true), (Request.IsLocked, Request.IsEnded));
    }

    [Fact]
    public void An_aborted_request_is_not_locked_again()
    {
        Request.TryUnlock();
        Request.Abort();

        Assert.False(Request.TryLock());
    }

    [Fact]
    public void Ending_an_ended_request_does_nothing()
    {
        Request.TryUnlock();
        Request.Abort();

        Request.End();

        Assert.Equal(1, _scene.OldPage.ReferenceCount);
    }

    [Fact]
    public void A_request_that_was_not_aborted_is_completed_not_ended() =>
        Assert.Throws<InvalidOperationException>(Request.End);

    [Fact]
    public void The_mark_of_an_abort_waits_for_the_abort_lock()
    {
        Thread aborter = new(Request.Abort);
        bool markedUnderTheLock;
        lock (Request.AbortLock)
        {
            aborter.Start();
            SpinWait.SpinUntil(() => aborter.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
            markedUnderTheLock = Request.IsAborted;
        }

        aborter.Join();
        Assert.Equal((false, true), (markedUnderTheLock, Request.IsAborted));
    }

    [Fact]
    public void Of_an_abort_and_a_completion_at_the_same_time_exactly_one_gives_the_pages_back()
    {
        using var arena = new PageArena(new PageArenaOptions { PageCount = 1 });
        var file = new PageMove.Caching.AddressSpace(MoveScene.PageSize);
        Page page = arena.Allocate();
        page.Lock();
        file.TryAdd(0, page);
        ReadRequest? request = null;
        for (int round = 0; round < 3000; round++)
        {
            if (request is null)
                request = new ReadRequest(file, 0, [page]);
            else
                request.Reset(file, 0, [page]);

            request.TryLock();
            Parallel.Invoke(
                request.Abort,
                () =>
                {
                    if (request.TryUnlock())
                        request.Complete(MoveScene.PageSize);
                    else
                        request.End();
                });

            // One abort too many would have thrown at the unlock; one too few leaves the lock.
            Assert.True(page.TryLock());
            Assert.Equal(1, page.ReferenceCount);
            page.AddReference();
        }
    }

    public void Dispose() => _scene.Dispose();
}
