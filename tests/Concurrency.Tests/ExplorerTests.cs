using Microsoft.Coyote.Runtime;
using PageMove.Concurrency.Tests.Support;
using PageMove.Pages;
using Xunit.Sdk;

namespace PageMove.Concurrency.Tests;

/// <summary>The explorer controls what the runtime uses: else it would find nothing.</summary>
public sealed class ExplorerTests
{
    [Fact]
    public void It_comes_between_two_atomic_operations()
    {
        Assert.ThrowsAny<XunitException>(() => Explorer.Explore(async () =>
        {
            int count = 0;
            await Task.WhenAll(Task.Run(Count), Task.Run(Count));
            Assert.Equal(2, count);

            void Count()
            {
                int seen = Volatile.Read(ref count);
                Volatile.Write(ref count, seen + 1);
            }
        }));
    }

    [Fact]
    public void It_honours_locks() => Explorer.Explore(async () =>
    {
        int count = 0;
        var gate = new Lock();
        await Task.WhenAll(Task.Run(Count), Task.Run(Count));
        Assert.Equal(2, count);

        void Count()
        {
            lock (gate)
            {
                int seen = Volatile.Read(ref count);
                Volatile.Write(ref count, seen + 1);
            }
        }
    });

    [Fact]
    public void It_finds_a_deadlock()
    {
        XunitException found = Assert.ThrowsAny<XunitException>(() => Explorer.Explore(async () =>
        {
            var one = new Lock();
            var other = new Lock();
            await Task.WhenAll(Task.Run(() => Take(one, other)), Task.Run(() => Take(other, one)));

            static void Take(Lock outer, Lock inner)
            {
                lock (outer)
                {
                    SchedulingPoint.Interleave();
                    lock (inner)
                    {
                    }
                }
            }
        }));

        Assert.Contains("Deadlock", found.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void It_lets_a_thread_wait_for_a_page() => Explorer.Explore(async () =>
    {
        using var arena = new PageArena(new PageArenaOptions { PageCount = 1 });
        Page page = arena.Allocate();
        int count = 0;
        await Task.WhenAll(Task.Run(Count), Task.Run(Count), Task.Run(Count));
        Assert.Equal((3, PageFlags.None), (count, page.Flags));
        page.Release();

        void Count()
        {
            page.Lock();
            int seen = Volatile.Read(ref count);
            Volatile.Write(ref count, seen + 1);
            page.Unlock();
        }
    });
}
