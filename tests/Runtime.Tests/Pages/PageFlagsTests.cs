using System.Numerics;
using PageMove.Pages;

namespace Runtime.Tests.Pages;

/// <summary>Law 18: every flag is classified. The compiler asks for it; these tests hold the classes to what the mover needs.</summary>
public sealed class PageFlagsTests
{
    public static TheoryData<PageFlags> Flags => [.. Enum.GetValues<PageFlags>()];

    [Theory, MemberData(nameof(Flags))]
    public void A_flag_is_either_harmless_or_refused(PageFlags flag) =>
        Assert.Equal(StolenPageFlags.IsHarmless(flag), (StolenPageFlags.Refused & flag) == 0);

    [Theory, MemberData(nameof(Flags))]
    public void A_flag_is_one_bit(PageFlags flag) => Assert.InRange(BitOperations.PopCount((uint)flag), 0, 1);

    [Theory]
    [InlineData(PageFlags.Locked)]
    [InlineData(PageFlags.Referenced)]
    [InlineData(PageFlags.Lru)]
    [InlineData(PageFlags.Active)]
    [InlineData(PageFlags.Workingset)]
    [InlineData(PageFlags.Reclaim)]
    [InlineData(PageFlags.Waiters)]
    [InlineData(PageFlags.Readahead)]
    public void What_a_stolen_page_may_carry_is_harmless(PageFlags flag) => Assert.True(StolenPageFlags.IsHarmless(flag));

    [Fact]
    public void Marking_a_page_up_to_date_mends_its_error()
    {
        using var arena = new PageArena(new PageArenaOptions { PageCount = 1 });
        using Page page = arena.Allocate();
        page.MarkError();

        page.MarkUpToDate();

        Assert.Equal(PageFlags.UpToDate, page.Flags);
    }
}
