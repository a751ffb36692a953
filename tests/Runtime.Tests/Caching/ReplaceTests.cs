using PageMove.Caching;
using PageMove.Pages;

namespace Runtime.Tests.Caching;

/// <summary>Law 7: one exchange, no hole.</summary>
public sealed class ReplaceTests : IDisposable
{
    private const int PageSize = 4096;

    private readonly PageArena _arena = new(new PageArenaOptions { PageCount = 8 });
    private readonly AddressSpace _file = new(PageSize);
    private readonly Page _old;
    private readonly Page _new;

    public ReplaceTests()
    {
        _old = _arena.Allocate();
        _old.Lock();
        _file.TryAdd(7, _old);
        _new = _arena.Allocate();
        _new.Lock();
    }

    [Fact]
    public void The_new_page_takes_the_place_the_mapping_and_the_caches_reference()
    {
        _file.Replace(_old, _new);

        Assert.Equal((2, _file, 7L), (_new.ReferenceCount, _new.Mapping, _new.Index));
        Assert.Equal((1, null), (_old.ReferenceCount, _old.Mapping));
    }

    [Fact]
    public void An_unlocked_old_page_is_refused()
    {
        _old.Unlock();

        AssertRefused("oldPage");
    }

    [Fact]
    public void An_unlocked_new_page_is_refused()
    {
        _new.Unlock();

        AssertRefused("newPage");
    }

    [Fact]
    public void An_old_page_that_is_not_in_this_cache_is_refused()
    {
        _file.Remove(_old);

        Assert.Throws<ArgumentException>("oldPage", () => _file.Replace(_old, _new));
        Assert.Equal((1, null), (_new.ReferenceCount, _new.Mapping));
    }

    [Fact]
    public void A_new_page_that_is_cached_already_is_refused()
    {
        new AddressSpace(PageSize).TryAdd(0, _new);

        AssertRefused("newPage", references: 2);
    }

    [Fact]
    public void A_new_page_of_another_size_is_refused()
    {
        using var arena = new PageArena(new PageArenaOptions { PageSize = 8192, PageCount = 1 });
        Page large = arena.Allocate();
        large.Lock();

        Assert.Throws<ArgumentException>("newPage", () => _file.Replace(_old, large));
    }

    [Fact]
    public void A_page_does_not_replace_itself() =>
        Assert.Throws<ArgumentException>("newPage", () => _file.Replace(_old, _old));

    public void Dispose() => _arena.Dispose();

    private void AssertRefused(string argument, int references = 1)
    {
        Assert.Throws<ArgumentException>(argument, () => _file.Replace(_old, _new));

        Assert.True(_file.TryFind(7, out Page? found));
        Assert.Same(_old, found);
        Assert.Equal(references, _new.ReferenceCount);
    }
}
