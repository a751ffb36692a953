using PageMove.Pages;

namespace Runtime.Tests.Pages;

/// <summary>An arena without a free page asks its caches for some.</summary>
public sealed class ShrinkerTests : IDisposable
{
    private readonly PageArena _arena = new(new PageArenaOptions { PageCount = 2, Guard = true });
    private readonly Stack<Page> _cached = new();

    [Fact]
    public void A_page_is_freed_for_who_needs_it()
    {
        _cached.Push(_arena.Allocate());
        _cached.Push(_arena.Allocate());
        _arena.AddShrinker(Shrink);

        Assert.True(_arena.TryAllocate(out Page? page));
        page.Release();
    }

    [Fact]
    public void When_nobody_can_free_one_there_is_none()
    {
        using Page one = _arena.Allocate();
        using Page other = _arena.Allocate();
        _arena.AddShrinker(Shrink);

        Assert.False(_arena.TryAllocate(out _));
    }

    [Fact]
    public void The_next_is_asked_when_one_can_free_none()
    {
        using Page one = _arena.Allocate();
        _cached.Push(_arena.Allocate());
        _arena.AddShrinker(() => false);
        _arena.AddShrinker(Shrink);

        Assert.True(_arena.TryAllocate(out Page? page));
        page.Release();
    }

    [Fact]
    public void Nobody_is_asked_while_pages_are_free()
    {
        int asked = 0;
        _arena.AddShrinker(() => ++asked < 0);

        _arena.Allocate().Release();

        Assert.Equal(0, asked);
    }

    [Fact]
    public void A_removed_one_is_asked_no_more()
    {
        _cached.Push(_arena.Allocate());
        using Page other = _arena.Allocate();
        _arena.AddShrinker(Shrink);
        _arena.RemoveShrinker(Shrink);

        Assert.False(_arena.TryAllocate(out _));
    }

    public void Dispose()
    {
        while (_cached.TryPop(out Page? page))
            page.Release();

        Assert.Empty(_arena.DescribeOutstandingPages());
        ((IDisposable)_arena).Dispose();
    }

    private bool Shrink()
    {
        if (!_cached.TryPop(out Page? page))
            return false;

        page.Release();
        return true;
    }
}
