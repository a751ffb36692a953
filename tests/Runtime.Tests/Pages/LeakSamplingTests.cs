using PageMove.Pages;

namespace Runtime.Tests.Pages;

/// <summary>Where leaked pages were allocated, outside guard mode.</summary>
public sealed class LeakSamplingTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 8)]
    [InlineData(4, 2)]
    public void The_place_of_one_in_so_many_allocations_is_told(int sampling, int told)
    {
        using var arena = new PageArena(new PageArenaOptions { PageCount = 8, LeakSampling = sampling });
        List<Page> pages = [.. Enumerable.Range(0, 8).Select(_ => arena.Allocate())];

        IReadOnlyList<string> report = arena.DescribeOutstandingPages();

        Assert.Equal(8, report.Count);
        Assert.Equal(told, report.Count(line => line.Contains(nameof(The_place_of_one_in_so_many_allocations_is_told), StringComparison.Ordinal)));
        pages.ForEach(page => page.Release());
    }

    [Fact]
    public void A_frame_that_is_used_again_tells_nothing_of_its_former_use()
    {
        using var arena = new PageArena(new PageArenaOptions { PageCount = 1, LeakSampling = 2 });
        arena.Allocate().Release();
        arena.Allocate().Release();

        using Page page = arena.Allocate();

        Assert.DoesNotContain(nameof(A_frame_that_is_used_again_tells_nothing_of_its_former_use), arena.DescribeOutstandingPages().Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_negative_rate_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PageArena(new PageArenaOptions { PageCount = 1, LeakSampling = -1 }));
}
