using PageMove.Concurrency.Tests.Support;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace PageMove.Concurrency.Tests;

public sealed class DisposeAndEverythingTests
{
    /// <summary>Guards the release of what comes back into a disposed pipe (law 9), and law 20.</summary>
    [Fact]
    public void A_pipe_that_is_disposed_under_a_reader_and_a_writer_keeps_no_page() => Explorer.Explore(async () =>
    {
        using var scene = new Scene();
        scene.WriteReply(pageCount: 1);

        await Task.WhenAll(Task.Run(Write), Task.Run(ReadAPart), Task.Run(scene.Pipe.Dispose), Task.Run(Tee));

        Assert.Equal(scene.Arena.PageCount, scene.Arena.FreePageCount);
        scene.AssertAtRest();

        void Write()
        {
            Page page = scene.NewPage(Scene.ContentOf(1));
            try
            {
                if (!scene.Pipe.TryGift(page, Scene.PageSize))
                    page.Release();
            }
            catch (InvalidOperationException)
            {
                // Completed: the page is still the writer's.
                page.Release();
            }
        }

        void ReadAPart()
        {
            Span<byte> bytes = stackalloc byte[100];
            int read = scene.Pipe.Read(bytes);
            Assert.True(bytes[..read].IndexOfAnyExcept(Scene.ContentOf(0), Scene.ContentOf(1)) < 0);
        }

        void Tee()
        {
            using var other = new PagePipe(scene.Arena, capacity: 1);
            scene.Pipe.Tee(other, Scene.PageSize);
        }
    });

    /// <summary>Guards law 20: a reply whose pipe is disposed is filled or fails, and either way ends with its pages accounted for.</summary>
    [Fact]
    public void A_reply_whose_pipe_is_disposed_ends() => Explorer.Explore(async () =>
    {
        using var scene = new Scene();
        ReadRequest request = scene.Ask(pageCount: 2);
        scene.WriteReply(pageCount: 3);

        await Task.WhenAll(Task.Run(() => scene.Answer(request, pageCount: 2)), Task.Run(scene.Pipe.Dispose), Task.Run(() => request.Abort()));

        Assert.True(request.IsEnded);
        Assert.Contains(request.Error, new[] { RequestError.None, RequestError.Aborted, RequestError.Malformed });
        scene.AssertAtRest();
    });

    /// <summary>Guards the arena's count: the memory is freed by the last release or by the disposal, once, and not before.</summary>
    [Fact]
    public void An_arena_that_is_disposed_lives_until_its_last_page_came_back() => Explorer.Explore(async () =>
    {
        var arena = new PageArena(new PageArenaOptions { PageCount = 2 });
        Page one = arena.Allocate();
        Page other = arena.Allocate();

        await Task.WhenAll(Task.Run(arena.Dispose), Task.Run(() => UseAndRelease(one)), Task.Run(() => UseAndRelease(other)));

        Assert.Equal(2, arena.FreePageCount);
        Assert.Throws<ObjectDisposedException>(() => arena.Allocate());

        static void UseAndRelease(Page page)
        {
            page.AddReference();
            page.Release();
            page.Span[^1] = 1;
            page.Release();
        }
    });

    /// <summary>Guards the free frames' change count (ABA): each frame is with one owner.</summary>
    [Fact]
    public void A_free_frame_is_handed_out_once() => Explorer.Explore(async () =>
    {
        using var arena = new PageArena(new PageArenaOptions { PageCount = 3 });

        await Task.WhenAll(Task.Run(() => Use(1)), Task.Run(() => Use(2)), Task.Run(() => Use(3)));

        Assert.Equal(3, arena.FreePageCount);

        void Use(byte owner)
        {
            for (int i = 0; i < 2; i++)
            {
                if (!arena.TryAllocate(out Page? page))
                    continue;

                page.Span.Fill(owner);
                if (arena.TryAllocate(out Page? second))
                {
                    // The one that lay on top goes back first.
                    second.Span.Fill(owner);
                    Scene.AssertWhole(page, owner);
                    page.Release();
                    page = second;
                }

                Scene.AssertWhole(page, owner);
                page.Release();
            }
        }
    });
}
