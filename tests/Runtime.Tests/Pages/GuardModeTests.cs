using PageMove.Caching;
using PageMove.Pages;
using PageMove.Pipes;

namespace Runtime.Tests.Pages;

/// <summary>Guard mode tells what went wrong and where it went wrong before.</summary>
public sealed class GuardModeTests : IDisposable
{
    private readonly PageArena _arena = new(new PageArenaOptions { PageCount = 2, Guard = true });

    [Fact]
    public void A_double_release_names_the_first()
    {
        Page page = _arena.Allocate();
        ReleaseHere(page);

        ObjectDisposedException error = Assert.Throws<ObjectDisposedException>(page.Release);

        Assert.Contains(nameof(ReleaseHere), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_use_after_release_names_the_release()
    {
        Page page = _arena.Allocate();
        ReleaseHere(page);

        ObjectDisposedException error = Assert.Throws<ObjectDisposedException>(() => page.Span.Length);

        Assert.Contains(nameof(ReleaseHere), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_write_after_release_is_found_when_the_page_is_handed_out_again()
    {
        Page page = _arena.Allocate();
        Span<byte> kept = page.Span;
        ReleaseHere(page);
        kept[123] = 1;
        _arena.Allocate();

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => _arena.Allocate());

        Assert.Contains("Byte 123", error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(ReleaseHere), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_freed_page_is_poisoned()
    {
        Page page = _arena.Allocate();
        Span<byte> kept = page.Span;
        kept.Clear();

        page.Release();

        Assert.Equal(-1, kept.IndexOfAnyExcept((byte)0xAA));
    }

    [Fact]
    public void A_frame_is_used_again_as_late_as_possible()
    {
        Page freed = _arena.Allocate();
        freed.Release();

        Assert.NotSame(freed, _arena.Allocate());
    }

    [Fact]
    public void A_buffer_released_twice_names_the_first_release()
    {
        using var pipe = new PagePipe(_arena, capacity: 1);
        pipe.Write([1]);
        pipe.TryTake(out PipeBuffer? buffer);
        ReleaseHere(buffer!);

        ObjectDisposedException error = Assert.Throws<ObjectDisposedException>(buffer!.Release);

        Assert.Contains(nameof(ReleaseHere), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_put_on_the_lru_twice_throws()
    {
        var lru = new PageLru();
        using Page page = _arena.Allocate();
        lru.Add(page);

        Assert.Throws<InvalidOperationException>(() => lru.Add(page));
    }

    public void Dispose() => _arena.Dispose();

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void ReleaseHere(Page page) => page.Release();

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void ReleaseHere(PipeBuffer buffer) => buffer.Release();
}
