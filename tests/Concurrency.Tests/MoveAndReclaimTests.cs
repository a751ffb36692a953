using PageMove.Concurrency.Tests.Support;
using PageMove.Moving;
using PageMove.Requests;

namespace PageMove.Concurrency.Tests;

public sealed class MoveAndReclaimTests
{
    /// <summary>Guards A4, A5 and A8: a page that reclaim and the mover both want goes to one of them, and onto the list once.</summary>
    [Fact]
    public void A_page_of_a_source_is_moved_or_reclaimed_and_listed_once() => Explorer.Explore(async () =>
    {
        // Only guard mode minds a page that is added to its list twice.
        using var scene = new Scene(guard: true);
        scene.FillSource(pageCount: 2);
        ReadRequest request = scene.Ask(pageCount: 2);
        Assert.Equal(2, scene.Pipe.SpliceFrom(scene.Source, 0, 2));
        MoveStatistics statistics = default;

        await Task.WhenAll(Task.Run(() => statistics = scene.Answer(request, pageCount: 2)), Task.Run(() => scene.Lru.Reclaim(2)));

        Assert.Equal((RequestError.None, 2), (request.Error, statistics.Moved + statistics.Copied));
        Scene.Read(scene.File, 0, Scene.ContentOf(0));
        Scene.Read(scene.File, 1, Scene.ContentOf(1));
        scene.AssertAtRest();
    });

    /// <summary>Guards A4: the donor's reference is released while the count is above one, so that a page that left the cache at once is freed once.</summary>
    [Fact]
    public void A_page_that_was_just_moved_can_be_reclaimed_by_many() => Explorer.Explore(async () =>
    {
        using var scene = new Scene();
        ReadRequest request = scene.Ask(pageCount: 2);
        scene.WriteReply(pageCount: 2);
        int reclaimed = 0;

        await Task.WhenAll(Task.Run(() => scene.Answer(request, pageCount: 2)), Task.Run(Reclaim), Task.Run(Reclaim));

        Assert.Equal(2, scene.File.PageCount + reclaimed);
        scene.AssertAtRest();

        void Reclaim() => Interlocked.Add(ref reclaimed, scene.Lru.Reclaim(2));
    });

    /// <summary>Guards A12: who takes pages out of one file at once counts each of them.</summary>
    [Fact]
    public void Pages_that_leave_at_once_are_each_counted() => Explorer.Explore(async () =>
    {
        using var scene = new Scene();
        scene.FillSource(pageCount: 3);
        int reclaimed = 0;

        await Task.WhenAll(Task.Run(Reclaim), Task.Run(Reclaim), Task.Run(() => scene.Source.Truncate(2 * Scene.PageSize)));

        Assert.InRange(scene.Source.PageCount, 0, 3 - reclaimed);
        scene.AssertAtRest();

        void Reclaim() => Interlocked.Add(ref reclaimed, scene.Lru.Reclaim(1));
    });

    /// <summary>Guards A8: a look-up's reference and a reclaim's proof of exclusivity exclude each other.</summary>
    [Fact]
    public void A_page_that_was_found_is_not_reclaimed() => Explorer.Explore(async () =>
    {
        using var scene = new Scene();
        scene.FillSource(pageCount: 1);

        await Task.WhenAll(Task.Run(() => scene.Lru.Reclaim(1)), Task.Run(ReadOften));

        scene.AssertAtRest();

        // As long as reclaim takes: one look-up is over before reclaim has come to the page.
        void ReadOften()
        {
            for (int i = 0; i < 8; i++)
                Scene.Read(scene.Source, 0, Scene.ContentOf(0));
        }
    });

    /// <summary>Guards A8: what a look-up found stays what it is while its frame would be used again.</summary>
    [Fact]
    public void A_page_that_was_found_is_not_used_again() => Explorer.Explore(async () =>
    {
        using var scene = new Scene();
        scene.FillSource(pageCount: 1);

        await Task.WhenAll(Task.Run(() => scene.Lru.Reclaim(1)), Task.Run(UseAgain), Task.Run(Read), Task.Run(Read));

        scene.AssertAtRest();

        void Read() => Scene.Read(scene.Source, 0, Scene.ContentOf(0));

        void UseAgain()
        {
            for (int i = 0; i < 2; i++)
            {
                using Pages.Page other = scene.NewPage(Scene.Unwritten);
                other.MarkUpToDate();
                Scene.AssertWhole(other, Scene.Unwritten);
            }
        }
    });
}
