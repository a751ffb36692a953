using PageMove.Files;

namespace Runtime.Tests.Files;

/// <summary>How much is read at a miss and ahead of sequential readers.</summary>
public sealed class ReadaheadTests
{
    private const int MaxPages = 16;

    private readonly Readahead _readahead = new(MaxPages);

    [Fact]
    public void A_random_miss_reads_what_was_wanted() =>
        Assert.Equal(new Readahead.Window(7, 3, Readahead.NoMarker), _readahead.OnMiss(7, 3));

    [Fact]
    public void A_miss_at_the_start_of_the_file_expects_a_sequential_reader() =>
        Assert.Equal(new Readahead.Window(0, 4, 2), _readahead.OnMiss(0, 2));

    [Fact]
    public void A_miss_where_a_window_ended_doubles_it()
    {
        _readahead.OnMiss(7, 2);

        Assert.Equal(new Readahead.Window(9, 4, 10), _readahead.OnMiss(9, 1));
    }

    [Fact]
    public void A_touch_of_the_marked_page_asks_for_twice_as_much_behind_the_window()
    {
        Readahead.Window first = _readahead.OnMiss(0, 1);

        Assert.Equal(new Readahead.Window(2, 4, 2), _readahead.OnMarker(first.Marker));
    }

    [Fact]
    public void Windows_grow_up_to_the_limit()
    {
        Readahead.Window window = _readahead.OnMiss(0, 1);
        for (int i = 0; i < 8; i++)
            window = _readahead.OnMarker(window.Marker);

        Assert.Equal(MaxPages, window.Count);
    }

    [Fact]
    public void A_reader_of_whole_windows_marks_the_first_page() =>
        Assert.Equal(new Readahead.Window(0, MaxPages, 0), _readahead.OnMiss(0, 10 * MaxPages));

    [Fact]
    public void A_mark_that_nobody_remembers_asks_for_nothing() =>
        Assert.Equal(0, _readahead.OnMarker(5).Count);

    [Fact]
    public void Two_interleaved_readers_are_both_sequential()
    {
        _readahead.OnMiss(100, 1);
        _readahead.OnMiss(500, 1);

        Assert.Equal((2, 2), (_readahead.OnMiss(101, 1).Count, _readahead.OnMiss(501, 1).Count));
    }
}
