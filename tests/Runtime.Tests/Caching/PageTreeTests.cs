using PageMove.Caching;
using PageMove.Pages;

namespace Runtime.Tests.Caching;

/// <summary>What a reader without a lock sees when a writer steps in between two of its steps.</summary>
public sealed class PageTreeTests : IDisposable
{
    private readonly PageArena _arena = new(new PageArenaOptions { PageCount = 6 });
    private readonly PageTree _tree = new();
    private readonly Page _page;

    public PageTreeTests()
    {
        _page = _arena.Allocate();
        _tree.FindOrMake(1000).Fill(_page);
    }

    [Fact]
    public void A_page_that_is_still_there_is_referenced()
    {
        PageTree.Slot slot = _tree.Find(1000);

        Assert.True(slot.TryReference(slot.Load()!));
        Assert.Equal(2, _page.ReferenceCount);
    }

    [Fact]
    public void A_page_that_was_exchanged_after_the_look_is_let_go_again()
    {
        PageTree.Slot slot = _tree.Find(1000);
        Page seen = slot.Load()!;
        _tree.Find(1000).Exchange(_arena.Allocate());

        Assert.False(slot.TryReference(seen));
        Assert.Equal(1, seen.ReferenceCount);
    }

    [Fact]
    public void A_page_that_became_somebody_elses_after_the_look_is_let_go_again()
    {
        PageTree.Slot slot = _tree.Find(1000);
        Page seen = slot.Load()!;
        _tree.Find(1000).Empty();
        seen.Release();
        Page reused = _arena.Allocate();

        Assert.False(slot.TryReference(seen));
        Assert.Equal((seen, 1), (reused, reused.ReferenceCount));
    }

    [Fact]
    public void A_reader_on_a_node_that_was_cut_off_finds_nothing_there()
    {
        PageTree.Slot slot = _tree.Find(1000);
        _tree.Find(1000).Empty();
        _tree.FindOrMake(1000).Fill(_page);

        Assert.Null(slot.Load());
        Assert.Same(_page, _tree.Find(1000).Load());
    }

    [Fact]
    public void An_empty_branch_is_cut_off()
    {
        _tree.Find(1000).Empty();

        Assert.False(_tree.Find(1000).Exists);
    }

    [Fact]
    public void What_the_tree_grew_above_is_cut_off_too_once_it_is_empty()
    {
        var tree = new PageTree();
        tree.FindOrMake(5).Fill(_page);
        tree.FindOrMake(1L << 50).Fill(_page);

        tree.Find(5).Empty();

        Assert.False(tree.Find(5).Exists);
        Assert.Same(_page, tree.Find(1L << 50).Load());
    }

    [Theory]
    [InlineData(0, 0, new long[] { 0 })]
    [InlineData(1, 999, new long[] { 63, 64 })]
    [InlineData(64, 1L << 50, new long[] { 64, 1000, 1L << 50 })]
    [InlineData(1001, long.MaxValue, new long[] { 1L << 50, long.MaxValue })]
    public void A_range_holds_its_ends_and_what_lies_between(long first, long last, long[] expected)
    {
        Dictionary<Page, long> places = new long[] { 0, 63, 64, 1L << 50, long.MaxValue }.ToDictionary(Fill);
        places.Add(_page, 1000);

        List<Page> found = _tree.ReferencePagesBetween(first, last);

        Assert.Equal(expected, found.Select(page => places[page]));
        found.ForEach(page => page.Release());
    }

    public void Dispose() => _arena.Dispose();

    private Page Fill(long index)
    {
        Page page = _arena.Allocate();
        _tree.FindOrMake(index).Fill(page);
        return page;
    }
}
