using System.Buffers;
using System.Runtime.CompilerServices;
using PageMove.Caching;
using PageMove.Pages;

namespace Runtime.Tests.Pages;

public sealed class PageArenaTests
{
    [Theory]
    [InlineData(2048)]
    [InlineData(4097)]
    [InlineData(4 * 1024 * 1024)]
    public void A_page_size_out_of_range_is_named(int pageSize)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => new PageArena(new PageArenaOptions { PageSize = pageSize, PageCount = 1 }));

        Assert.Contains(nameof(PageArenaOptions.PageSize), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_count_out_of_range_is_named()
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => new PageArena(new PageArenaOptions { PageCount = 0 }));

        Assert.Contains(nameof(PageArenaOptions.PageCount), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(65536)]
    [InlineData(2 * 1024 * 1024)]
    public void Pages_are_aligned_to_their_size(int pageSize)
    {
        using var arena = new PageArena(new PageArenaOptions { PageSize = pageSize, PageCount = 2 });
        using Page first = arena.Allocate();
        using Page second = arena.Allocate();

        Assert.Equal((0, 0), (AddressOf(first) % pageSize, AddressOf(second) % pageSize));
    }

    [Fact]
    public void An_exhausted_arena_says_so()
    {
        using PageArena arena = Make(pages: 1);
        using Page page = arena.Allocate();

        Assert.False(arena.TryAllocate(out _));
        Assert.Throws<InvalidOperationException>(() => arena.Allocate());
    }

    [Fact]
    public void The_last_release_makes_the_page_free_again()
    {
        using PageArena arena = Make(pages: 1);
        Page page = arena.Allocate();
        page.AddReference();

        page.Release();
        int freeWhileReferredTo = arena.FreePageCount;
        page.Release();

        Assert.Equal((0, 1), (freeWhileReferredTo, arena.FreePageCount));
    }

    [Fact]
    public void A_page_comes_with_one_reference_and_no_flags()
    {
        using PageArena arena = Make(pages: 1);
        using (Page used = arena.Allocate())
            used.MarkDirty();

        using Page page = arena.Allocate();

        Assert.Equal((1, PageFlags.None), (page.ReferenceCount, page.Flags));
    }

    [Fact]
    public void A_rented_page_is_given_back_by_its_owner()
    {
        using PageArena arena = Make(pages: 1);

        using (IMemoryOwner<byte> owner = arena.Rent(100))
            Assert.Equal((4096, 0), (owner.Memory.Length, arena.FreePageCount));

        Assert.Equal(1, arena.FreePageCount);
    }

    [Theory]
    [InlineData(4097)]
    [InlineData(-2)]
    public void Renting_what_a_page_cannot_hold_is_refused(int byteCount)
    {
        using PageArena arena = Make(pages: 1);

        Assert.Throws<ArgumentOutOfRangeException>("minBufferSize", () => arena.Rent(byteCount));
    }

    [Fact]
    public void A_disposed_arena_hands_out_nothing()
    {
        PageArena arena = Make(pages: 1);
        arena.Dispose();

        Assert.Throws<ObjectDisposedException>(() => arena.Allocate());
    }

    [Fact]
    public void A_page_that_is_out_outlives_its_arena()
    {
        PageArena arena = Make(pages: 1);
        Page page = arena.Allocate();

        arena.Dispose();
        page.Span.Fill(7);

        Assert.Equal(7, page.Span[4095]);
        page.Release();
    }

    [Fact]
    public void What_was_an_arenas_memory_can_be_read_and_costs_nothing_where_the_system_takes_it_back()
    {
        var arena = new PageArena(new PageArenaOptions { PageCount = 4 });
        Page page = arena.Allocate();
        int frame = page.Frame;
        page.Span.Fill(7);
        page.Release();
        byte[] read = new byte[4096];

        arena.Dispose();
        arena.CopyUnowned(frame, 0, read);

        // On other systems it may be so or keep the bytes.
        if (OperatingSystem.IsLinux())
            Assert.Equal(-1, read.AsSpan().IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void A_descriptor_is_a_cache_line() => Assert.Equal(PageDescriptor.SizeInBytes, Unsafe.SizeOf<PageDescriptor>());

    [Fact]
    public void A_page_of_an_arena_that_is_no_more_is_released()
    {
        PageArena arena = Make(pages: 1);
        Page page = arena.Allocate();
        page.Release();
        arena.Dispose();

        Assert.Equal((null, false, 0), (page.Mapping, page.TryAddReference(), page.ReferenceCount));
        Assert.Throws<ObjectDisposedException>(() => page.Span.Length);
        Assert.Throws<ObjectDisposedException>(page.Release);
        Assert.False(new PageLru().Remove(page));
        Assert.Throws<ObjectDisposedException>(() => new PageLru().Add(page));
    }

    [Fact]
    public void A_late_reference_to_a_frame_that_is_another_arenas_by_now_gives_it_back_to_that_one()
    {
        // So many that no other test's arena has the descriptors meanwhile.
        var options = new PageArenaOptions { PageCount = 70_000 };
        var former = new PageArena(options);
        Page stale = former.Allocate();
        int frame = stale.Frame;
        stale.Release();
        former.Dispose();
        using var later = new PageArena(options);
        Page page = later.Allocate();

        Assert.Equal((frame, true), (page.Frame, stale.TryAddReference()));
        page.Release();
        stale.Release();

        Assert.Equal(options.PageCount, later.FreePageCount);
    }

    [Fact]
    public void In_guard_mode_no_later_arena_gets_the_frames_of_a_former_one()
    {
        var options = new PageArenaOptions { PageCount = 1, Guard = true };
        var former = new PageArena(options);
        Page stale = former.Allocate();
        stale.Release();
        former.Dispose();
        using var later = new PageArena(options);
        Page page = later.Allocate();

        Assert.False(stale.TryAddReference());
        page.Release();
    }

    [Fact]
    public void Disposing_twice_is_harmless()
    {
        PageArena arena = Make(pages: 1);
        arena.Dispose();

        Assert.Null(Record.Exception(arena.Dispose));
    }

    [Theory]
    [InlineData(false, 5000)]
    [InlineData(true, 200)]
    public void Threads_never_share_a_page(bool guard, int rounds)
    {
        using var arena = new PageArena(new PageArenaOptions { PageCount = 4, Guard = guard });
        int clashes = 0;

        Parallel.For(0, 4, worker =>
        {
            for (int round = 0; round < rounds; round++)
            {
                if (!arena.TryAllocate(out Page? page))
                    continue;

                page.Span.Fill((byte)worker);
                if (page.Span.IndexOfAnyExcept((byte)worker) >= 0)
                    Interlocked.Increment(ref clashes);

                page.Release();
            }
        });

        Assert.Equal((0, 4), (clashes, arena.FreePageCount));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static nint AddressOf(Page page) => Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref page.Span[0]);

    private static PageArena Make(int pages) => new(new PageArenaOptions { PageCount = pages, Guard = true });
}
