using PageMove.Contracts;

namespace PageMove.Pages;

/// <content>The lock, which belongs to no thread.</content>
public sealed unsafe partial class Page
{
    /// <summary>Takes the lock when nobody holds it.</summary>
    [Produces(State.Locked, When = true), Produces(State.Untaken, Unless = State.Locked, When = false)]
    public bool TryLock() => !TestAndSet(PageFlags.Locked);

    /// <summary>Takes the lock; spins, then blocks the thread. Waiters are served in order. Who holds the lock waits for himself.</summary>
    [Requires(State.Untaken, State.Unlocked), Produces(State.Locked)]
    public void Lock()
    {
        SpinWait spin = default;
        while (!TryLock())
        {
            if (spin.NextSpinWillYield)
            {
                PageLockQueue.LockOrEnqueue(this)?.Task.GetAwaiter().GetResult();
                return;
            }

            spin.SpinOnce();
        }
    }

    /// <summary>Takes the lock without blocking a thread. Waiters are served in order. Who holds the lock waits for himself.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before the lock was taken.</exception>
    [Requires(State.Untaken, State.Unlocked), Produces(State.Locked)]
    public ValueTask LockAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        PageLockQueue.Waiter? waiter = TryLock() ? null : PageLockQueue.LockOrEnqueue(this);
        return waiter is null ? default : waiter.WaitAsync(cancellationToken);
    }

    /// <summary>Gives the lock back, to the first waiter if there is one.</summary>
    /// <exception cref="InvalidOperationException">The page is not locked.</exception>
    [Requires(State.Locked), Produces(State.Unlocked), Produces(State.Evictable, From = State.Cached)]
    public void Unlock()
    {
        uint flags = Volatile.Read(ref _descriptor->Flags);
        while (true)
        {
            if ((flags & (uint)PageFlags.Locked) == 0)
                throw new InvalidOperationException("The page is not locked.");

            if ((flags & (uint)PageFlags.Waiters) != 0)
            {
                PageLockQueue.HandOver(this);
                return;
            }

            uint seen = Interlocked.CompareExchange(ref _descriptor->Flags, flags & ~(uint)PageFlags.Locked, flags);
            if (seen == flags)
                return;

            flags = seen;
        }
    }

    /// <summary>Takes the lock, or sets the flag that makes its owner hand it over. Under the lock of the page's queue.</summary>
    /// <returns><see langword="false"/> when the lock was taken.</returns>
    internal bool TryAnnounceWaiter()
    {
        uint flags = Volatile.Read(ref _descriptor->Flags);
        while (true)
        {
            bool isLocked = (flags & (uint)PageFlags.Locked) != 0;
            uint seen = Interlocked.CompareExchange(ref _descriptor->Flags, flags | (uint)(isLocked ? PageFlags.Waiters : PageFlags.Locked), flags);
            if (seen == flags)
                return isLocked;

            flags = seen;
        }
    }

    /// <summary>Under the lock of the page's queue: the lock went to a waiter or is free.</summary>
    internal void EndHandOver(bool isFree, bool hasWaiters)
    {
        PageFlags done = (isFree ? PageFlags.Locked : PageFlags.None) | (hasWaiters ? PageFlags.None : PageFlags.Waiters);
        ClearFlags(done);
    }
}
