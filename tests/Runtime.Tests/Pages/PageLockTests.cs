using PageMove.Pages;

namespace Runtime.Tests.Pages;

public sealed class PageLockTests : IDisposable
{
    private readonly PageArena _arena = new(new PageArenaOptions { PageCount = 1 });
    private readonly Page _page;

    public PageLockTests() => _page = _arena.Allocate();

    [Fact]
    public void A_locked_page_cannot_be_locked_again()
    {
        Assert.True(_page.TryLock());
        Assert.False(_page.TryLock());
    }

    [Fact]
    public void An_unlocked_page_can_be_locked()
    {
        _page.Lock();
        _page.Unlock();

        Assert.True(_page.TryLock());
    }

    [Fact]
    public void Unlocking_what_is_not_locked_throws() => Assert.Throws<InvalidOperationException>(_page.Unlock);

    [Fact]
    public async Task Waiters_are_served_in_order()
    {
        _page.Lock();
        Task first = _page.LockAsync().AsTask();
        Task second = _page.LockAsync().AsTask();

        _page.Unlock();
        await first;

        Assert.False(second.IsCompleted);
        _page.Unlock();
        await second;
    }

    [Fact]
    public async Task A_lock_that_is_handed_over_is_never_free_in_between()
    {
        _page.Lock();
        Task waiter = _page.LockAsync().AsTask();

        _page.Unlock();

        Assert.False(_page.TryLock());
        await waiter;
    }

    [Fact]
    public async Task The_mark_of_waiters_goes_with_the_last_of_them()
    {
        _page.Lock();
        Task waiter = _page.LockAsync().AsTask();
        PageFlags waiting = _page.Flags;

        _page.Unlock();
        await waiter;

        Assert.Equal((PageFlags.Locked | PageFlags.Waiters, PageFlags.Locked), (waiting, _page.Flags));
    }

    [Fact]
    public async Task A_cancelled_waiter_does_not_get_the_lock()
    {
        using var cancellation = new CancellationTokenSource();
        _page.Lock();
        Task waiter = _page.LockAsync(cancellation.Token).AsTask();

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiter);

        _page.Unlock();
        Assert.False(_page.IsLocked);
    }

    [Fact]
    public async Task A_cancelled_waiter_does_not_keep_the_lock_from_the_next()
    {
        using var cancellation = new CancellationTokenSource();
        _page.Lock();
        Task cancelled = _page.LockAsync(cancellation.Token).AsTask();
        Task next = _page.LockAsync().AsTask();

        await cancellation.CancelAsync();
        _page.Unlock();

        await next;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
    }

    [Fact]
    public async Task A_cancellation_after_the_hand_over_comes_too_late()
    {
        using var cancellation = new CancellationTokenSource();
        _page.Lock();
        Task waiter = _page.LockAsync(cancellation.Token).AsTask();
        _page.Unlock();

        await cancellation.CancelAsync();

        await waiter;
        Assert.True(_page.IsLocked);
    }

    [Fact]
    public void The_lock_excludes_threads_from_each_other()
    {
        int unprotected = 0;

        Parallel.For(0, 4, _ =>
        {
            for (int round = 0; round < 2000; round++)
            {
                _page.Lock();
                unprotected++;
                _page.Unlock();
            }
        });

        Assert.Equal(8000, unprotected);
    }

    [Fact]
    public async Task Blocking_and_asynchronous_lockers_exclude_each_other()
    {
        int unprotected = 0;
        Task[] workers =
        [
            .. Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
            {
                for (int round = 0; round < 1000; round++)
                {
                    if (worker % 2 == 0)
                        _page.Lock();
                    else
                        await _page.LockAsync();

                    unprotected++;
                    _page.Unlock();
                }
            })),
        ];

        await Task.WhenAll(workers);

        Assert.Equal(4000, unprotected);
    }

    public void Dispose() => _arena.Dispose();
}
