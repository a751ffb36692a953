using PageMove.Concurrency.Tests.Support;
using PageMove.Pages;
using PageMove.Requests;

namespace PageMove.Concurrency.Tests;

public sealed class MoveAndAbortTests
{
    /// <summary>Guards A1 and A14: the request is locked again before the replace and on every exit that goes on.</summary>
    [Fact]
    public void An_abort_at_any_moment_leaves_whole_pages_or_untouched_ones() => Explorer.Explore(async () =>
    {
        using var scene = new Scene();
        ReadRequest request = scene.Ask(pageCount: 2);
        scene.WriteReply(pageCount: 2);

        await Task.WhenAll(Task.Run(() => scene.Answer(request, pageCount: 2)), Task.Run(() => request.Abort()), Task.Run(Look));

        Assert.True(request.IsEnded);
        Assert.False(request.IsLocked);
        for (int index = 0; index < 2; index++)
        {
            Assert.True(scene.File.TryFind(index, out Page? page));
            Assert.Equal(request.Error == RequestError.None, page.IsUpToDate);
            page.Release();
        }

        Look();
        scene.AssertAtRest();

        void Look()
        {
            Scene.Read(scene.File, 0, Scene.ContentOf(0));
            Scene.Read(scene.File, 1, Scene.ContentOf(1));
        }
    });

    /// <summary>Guards A1 and A3: who ended the request gave its pages back, and their next owner writes them alone.</summary>
    [Fact]
    public void The_copier_writes_nothing_into_pages_that_an_abort_gave_back() => Explorer.Explore(async () =>
    {
        const byte NextOwner = 0x77;
        using var scene = new Scene();
        ReadRequest request = scene.Ask(pageCount: 2);
        using (Page lent = scene.NewPage(Scene.ContentOf(0)))
            scene.Pipe.Lend(lent, Scene.PageSize);

        scene.WriteReply(pageCount: 1);

        await Task.WhenAll(Task.Run(() => scene.Answer(request, pageCount: 2)), Task.Run(AbortAndUseAgain));

        if (request.Error == RequestError.Aborted)
        {
            for (int index = 0; index < 2; index++)
                Scene.Read(scene.File, index, NextOwner);
        }

        scene.AssertAtRest();

        void AbortAndUseAgain()
        {
            request.Abort();
            for (int index = 0; index < 2; index++)
            {
                Assert.True(scene.File.TryFind(index, out Page? page));
                page.Lock();
                if (!page.IsUpToDate)
                {
                    page.Span.Fill(NextOwner);
                    page.MarkUpToDate();
                }

                page.Unlock();
                page.Release();
            }
        }
    });

    /// <summary>Guards A1 and A3: an abort respects the copier's lock, and the mover pins the old page before it gives the lock up.</summary>
    [Fact]
    public void An_abort_and_a_truncation_take_no_page_from_under_the_mover() => Explorer.Explore(async () =>
    {
        using var scene = new Scene();
        ReadRequest request = scene.Ask(pageCount: 1);
        scene.WriteReply(pageCount: 1);

        await Task.WhenAll(Task.Run(() => scene.Answer(request, pageCount: 1)), Task.Run(AbortAndTruncate));

        Assert.Equal(0, scene.File.PageCount);
        scene.AssertAtRest();

        void AbortAndTruncate()
        {
            request.Abort();
            scene.File.Truncate(0);

            // The frame is somebody else's at once.
            using Page other = scene.NewPage(Scene.Unwritten);
            Scene.AssertWhole(other, Scene.Unwritten);
        }
    });

    /// <summary>Guards A1: exactly one of many who abort, complete and end gives the pages back.</summary>
    [Fact]
    public void A_request_ends_once_whoever_comes_first() => Explorer.Explore(async () =>
    {
        using var scene = new Scene();
        ReadRequest request = scene.Ask(pageCount: 1);
        Assert.True(request.TryUnlock());

        await Task.WhenAll(
            Task.Run(() => request.Abort()),
            Task.Run(() => request.Abort()),
            Task.Run(() => request.Complete(0, RequestError.Failed)));

        Assert.True(request.IsEnded);
        Assert.Contains(request.Error, new[] { RequestError.Aborted, RequestError.Failed });
        scene.AssertAtRest();
    });
}
