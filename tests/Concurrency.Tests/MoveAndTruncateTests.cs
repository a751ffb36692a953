using PageMove.Concurrency.Tests.Support;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Requests;

namespace PageMove.Concurrency.Tests;

public sealed class MoveAndTruncateTests
{
    /// <summary>Guards A11 and A12: a page that is replaced while the truncation waits for it is not left in the file past its end.</summary>
    [Fact]
    public void A_truncation_at_any_moment_leaves_no_page_behind() => Explorer.Explore(async () =>
    {
        using var scene = new Scene();
        ReadRequest request = scene.Ask(pageCount: 2);
        scene.WriteReply(pageCount: 2);

        await Task.WhenAll(Task.Run(() => scene.Answer(request, pageCount: 2)), Task.Run(() => scene.File.Truncate(Scene.PageSize)));

        Scene.Read(scene.File, 0, Scene.ContentOf(0));
        Assert.True(request.IsEnded);
        Assert.Equal(1, scene.File.PageCount);
        scene.AssertAtRest();
    });

    /// <summary>Guards A3 and A17: a page is stolen from a cache that is being truncated, or copied, or found to be truncated; never half of it.</summary>
    [Fact]
    public void A_source_that_is_truncated_gives_its_bytes_or_an_error() => Explorer.Explore(async () =>
    {
        using var scene = new Scene();
        scene.FillSource(pageCount: 2);
        ReadRequest request = scene.Ask(pageCount: 2);
        Assert.Equal(2, scene.Pipe.SpliceFrom(scene.Source, 0, 2));
        MoveStatistics statistics = default;

        await Task.WhenAll(Task.Run(() => statistics = scene.Answer(request, pageCount: 2)), Task.Run(() => scene.Source.Truncate(0)));

        Assert.True(request.IsEnded);
        Assert.Equal(2, statistics.Moved + statistics.Copied);
        for (int index = 0; index < 2; index++)
        {
            // The truncation zeroes nothing: the pages lay wholly past the new end.
            Scene.Read(scene.File, index, Scene.ContentOf(index));
        }

        Assert.Equal(0, scene.Source.PageCount);
        scene.AssertAtRest();
    });

    /// <summary>Guards law 16: the end of a page is zeroed in place only where the proof that nobody else refers to it lasts until it is done.</summary>
    [Fact]
    public void Who_holds_a_page_sees_its_end_as_it_was_when_he_found_it() => Explorer.Explore(async () =>
    {
        using var scene = new Scene();
        scene.FillSource(pageCount: 1);

        await Task.WhenAll(Task.Run(CutOffOften), Task.Run(LookOften));

        scene.AssertAtRest();

        void CutOffOften()
        {
            for (int size = 800; size > 0; size -= 100)
                scene.Source.Truncate(size);
        }

        void LookOften()
        {
            for (int i = 0; i < 16 && scene.Source.TryFind(0, out Page? page); i++)
            {
                int end = page.Span.IndexOf((byte)0);
                page.AddReference();
                page.Release();
                Assert.Equal(end, page.Span.IndexOf((byte)0));
                page.Release();
            }
        }
    });

    /// <summary>Guards law 1: two who want to prove that a page is shared with nobody do not take each other's proof for somebody's reference.</summary>
    [Fact]
    public void Truncations_at_once_cut_off_as_much_as_the_shorter_one() => Explorer.Explore(async () =>
    {
        using var scene = new Scene();
        scene.FillSource(pageCount: 1);

        await Task.WhenAll(Task.Run(() => scene.Source.Truncate(100)), Task.Run(() => scene.Source.Truncate(200)));

        if (scene.Source.TryFind(0, out Page? page))
        {
            Assert.Equal((Scene.ContentOf(0), 0), (page.Span[99], page.Span[200]));
            page.Release();
        }

        scene.AssertAtRest();
    });
}
