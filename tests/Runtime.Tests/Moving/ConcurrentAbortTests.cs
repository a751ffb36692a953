using PageMove.Caching;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;
using Runtime.Tests.Support;

namespace Runtime.Tests.Moving;

/// <summary>Aborts and look-ups against a copier, without control over who comes when.</summary>
public sealed class ConcurrentAbortTests
{
    private const int PageSize = MoveScene.PageSize;

    [Fact]
    public async Task Whoever_comes_first_the_request_ends_once_and_no_reference_is_lost()
    {
        const int Rounds = 2000;
        const int Pages = 3;
        using var arena = new PageArena(new PageArenaOptions { PageCount = 16 });
        var file = new AddressSpace(PageSize);
        byte[] content = Pattern.Of(seed: 1, Pages * PageSize);
        using var barrier = new Barrier(2);
        ReadRequest? request = null;
        int spoiled = 0;

        Task aborter = Task.Run(() =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                barrier.SignalAndWait();
                for (int spin = 0; spin < round % 50; spin++)
                {
                    // A page that a reader finds up to date has all its bytes.
                    if (file.TryFind(spin % Pages, out Page? page))
                    {
                        if (page.IsUpToDate && !page.Span.SequenceEqual(content.AsSpan(spin % Pages * PageSize, PageSize)))
                            Interlocked.Increment(ref spoiled);

                        page.Release();
                    }
                }

                request!.Abort();
                barrier.SignalAndWait();
            }
        });

        for (int round = 0; round < Rounds; round++)
        {
            using var pipe = new PagePipe(arena, capacity: Pages);
            pipe.Write(content);
            Page[] pages = new Page[Pages];
            for (int index = 0; index < Pages; index++)
            {
                pages[index] = arena.Allocate();
                pages[index].Lock();
                file.TryAdd(index, pages[index]);
            }

            request = new ReadRequest(file, 0, pages, ReadRequestOptions.PageReplace | ReadRequestOptions.PageZeroing);
            Assert.True(request.TryLock());
            barrier.SignalAndWait();
            Answer(request, pipe, content.Length);
            barrier.SignalAndWait();

            Assert.True(request.IsEnded);
            file.Truncate(0);
        }

        await aborter;
        Assert.Equal((0, 0, 16), (spoiled, file.PageCount, arena.FreePageCount));
    }

    private static void Answer(ReadRequest request, PagePipe pipe, int byteCount)
    {
        MoveStatistics statistics = default;
        if (PageCopier.CopyPages(request, pipe, byteCount, move: true, lru: null, ref statistics) != CopyResult.Filled)
            return;

        if (request.TryUnlock())
            request.Complete(byteCount);
        else
            request.End();
    }
}
