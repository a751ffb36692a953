using PageMove.Caching;

namespace Runtime.Tests.Caching;

public sealed class ShadowTableTests
{
    private readonly AddressSpace _file = new(pageSize: 4096);
    private readonly ShadowTable _table = new(pageCount: 64);

    [Fact]
    public void A_shadow_is_found_once()
    {
        _table.Add(_file, 7);

        Assert.Equal((true, false), (_table.Take(_file, 7, maxAge: 64), _table.Take(_file, 7, maxAge: 64)));
    }

    [Fact]
    public void A_page_that_was_never_reclaimed_has_no_shadow()
    {
        _table.Add(_file, 7);

        Assert.False(_table.Take(_file, 8, maxAge: 64));
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void A_shadow_counts_for_as_many_reclaimed_pages_as_asked(int maxAge, bool expected)
    {
        _table.Add(_file, 0);
        for (int index = 1; index <= 10; index++)
            _table.Add(_file, index);

        Assert.Equal(expected, _table.Take(_file, 0, maxAge));
    }

    [Fact]
    public void Most_of_as_many_pages_as_it_was_made_for_are_remembered()
    {
        for (int index = 0; index < 64; index++)
            _table.Add(_file, index);

        Assert.InRange(Enumerable.Range(0, 64).Count(index => _table.Take(_file, index, maxAge: 64)), 56, 64);
    }

    [Fact]
    public void The_oldest_shadows_make_room_for_new_ones()
    {
        for (int index = 0; index < 100_000; index++)
            _table.Add(_file, index);

        Assert.True(_table.Take(_file, 99_999, maxAge: 64));
    }
}
