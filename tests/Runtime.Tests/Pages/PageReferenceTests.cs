using System.Buffers;
using PageMove.Pages;

namespace Runtime.Tests.Pages;

public sealed class PageReferenceTests : IDisposable
{
    private readonly PageArena _arena = new(new PageArenaOptions { PageCount = 2 });

    [Fact]
    public void A_look_up_gets_no_reference_to_a_free_page()
    {
        Page page = _arena.Allocate();
        page.Release();

        Assert.False(page.TryAddReference());
    }

    [Fact]
    public void A_reference_to_a_free_page_throws()
    {
        Page page = _arena.Allocate();
        page.Release();

        Assert.Throws<ObjectDisposedException>(page.AddReference);
    }

    [Fact]
    public void Releasing_a_free_page_throws_and_frees_nothing()
    {
        Page page = _arena.Allocate();
        page.Release();

        Assert.Throws<ObjectDisposedException>(page.Release);
        Assert.Equal(2, _arena.FreePageCount);
    }

    [Fact]
    public void The_bytes_of_a_free_page_are_out_of_reach()
    {
        Page page = _arena.Allocate();
        page.Release();

        Assert.Throws<ObjectDisposedException>(() => page.Span.Length);
    }

    [Fact]
    public void A_frozen_page_gives_no_reference()
    {
        using Page page = _arena.Allocate();

        Assert.True(page.TryFreeze(expectedReferences: 1));
        bool referenced = page.TryAddReference();
        page.Unfreeze(references: 1);

        Assert.False(referenced);
    }

    [Fact]
    public void A_page_with_another_reference_cannot_be_frozen()
    {
        using Page page = _arena.Allocate();
        page.AddReference();

        Assert.False(page.TryFreeze(expectedReferences: 1));
        page.Release();
    }

    [Fact]
    public void A_pin_counts_as_a_mapping_and_as_a_reference()
    {
        using Page page = _arena.Allocate();

        MemoryHandle handle = page.Pin(elementIndex: 10);
        (int, int) pinned = (page.MapCount, page.ReferenceCount);
        handle.Dispose();

        Assert.Equal((1, 2), pinned);
        Assert.Equal((0, 1), (page.MapCount, page.ReferenceCount));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4097)]
    public void A_pin_outside_the_page_is_refused_and_takes_no_reference(int elementIndex)
    {
        using Page page = _arena.Allocate();

        Assert.Throws<ArgumentOutOfRangeException>(nameof(elementIndex), () => page.Pin(elementIndex));
        Assert.Equal(1, page.ReferenceCount);
    }

    [Fact]
    public void Unmapping_what_is_not_mapped_throws_and_releases_nothing()
    {
        using Page page = _arena.Allocate();

        Assert.Throws<InvalidOperationException>(page.Unmap);
        Assert.Equal((0, 1), (page.MapCount, page.ReferenceCount));
    }

    [Fact]
    public void A_page_freed_while_locked_is_refused_and_never_used_again()
    {
        Page page = _arena.Allocate();
        page.Lock();

        Assert.Throws<InvalidOperationException>(page.Release);
        Assert.Equal(1, _arena.FreePageCount);
    }

    [Fact]
    public void References_of_many_threads_add_up()
    {
        using Page page = _arena.Allocate();

        Parallel.For(0, 4, _ =>
        {
            for (int round = 0; round < 5000; round++)
            {
                page.AddReference();
                page.Release();
            }
        });

        Assert.Equal(1, page.ReferenceCount);
    }

    public void Dispose() => _arena.Dispose();
}
