namespace PageMove.Pages;

/// <summary>
/// Those who wait for a page's lock, in order. Pages share a few queues (the kernel's hashed wait queues), so that a page costs no queue of
/// its own. The lock is handed to the first waiter, never set free in between.
/// </summary>
internal static class PageLockQueue
{
    private const int QueueCount = 64;

    private static readonly LinkedList<Waiter>[] Queues = [.. Enumerable.Range(0, QueueCount).Select(_ => new LinkedList<Waiter>())];

    /// <summary>Takes the lock or queues up for it.</summary>
    /// <returns>The place in the queue, or <see langword="null"/> when the lock was taken.</returns>
    internal static Waiter? LockOrEnqueue(Page page)
    {
        LinkedList<Waiter> queue = QueueOf(page);
        lock (queue)
        {
            if (!page.TryAnnounceWaiter())
                return null;

            var waiter = new Waiter(page);
            queue.AddLast(waiter);
            return waiter;
        }
    }

    /// <summary>Hands the lock to the first waiter; sets it free when there is none any more.</summary>
    internal static void HandOver(Page page)
    {
        Waiter? first = null;
        LinkedList<Waiter> queue = QueueOf(page);
        lock (queue)
        {
            bool more = false;
            for (LinkedListNode<Waiter>? node = queue.First; node is not null && !more; node = node.Next)
            {
                if (node.Value.Page != page)
                    continue;

                more = first is not null;
                first ??= node.Value;
            }

            if (first is not null)
                queue.Remove(first);

            page.EndHandOver(isFree: first is null, hasWaiters: more);
        }

        first?.SetResult();
    }

    /// <summary>Leaves the queue.</summary>
    /// <returns><see langword="false"/> when the lock was handed to the waiter already.</returns>
    internal static bool TryLeave(Waiter waiter)
    {
        LinkedList<Waiter> queue = QueueOf(waiter.Page);
        lock (queue)
            return queue.Remove(waiter);
    }

    private static LinkedList<Waiter> QueueOf(Page page) => Queues[page.Frame % QueueCount];

    /// <summary>A place in the queue; completes when the lock was handed over.</summary>
    internal sealed class Waiter(Page page) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        internal Page Page { get; } = page;

        internal async ValueTask WaitAsync(CancellationToken cancellationToken)
        {
            using (cancellationToken.UnsafeRegister(Leave, this))
                await Task.ConfigureAwait(false);

            static void Leave(object? state, CancellationToken cancellationToken)
            {
                var waiter = (Waiter)state!;
                if (TryLeave(waiter))
                    waiter.SetCanceled(cancellationToken);
            }
        }
    }
}
