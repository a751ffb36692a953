using System.Buffers.Binary;
using PageMove.Caching;
using PageMove.Pages;
using PageMove.Pipes;
using Runtime.Tests.Support;

namespace Runtime.Tests.Repairs;

/// <summary>A6, A11 and A12: what a move publishes, and how (laws 7, 8, 11).</summary>
public sealed class PublishingRepairsTests
{
    [Fact]
    public void A6_A_page_that_was_up_to_date_at_its_donor_is_so_again_only_by_completion()
    {
        using var scene = new MoveScene();
        Page moved = scene.Append(AnonymousBuffer.Instance);
        moved.MarkUpToDate();

        scene.TryMove(scene.Take());
        bool afterTheMove = moved.IsUpToDate;
        scene.Complete(MoveScene.PageSize);

        Assert.Equal((false, true), (afterTheMove, moved.IsUpToDate));
    }

    [Fact]
    public async Task A11_Readers_never_see_a_hole_nor_a_page_that_is_nobodys()
    {
        const int Replacements = 20_000;
        using var arena = new PageArena(new PageArenaOptions { PageCount = 8 });
        var file = new AddressSpace(PageArena.MinPageSize);
        Page current = arena.Allocate();
        current.Lock();
        BinaryPrimitives.WriteInt64LittleEndian(current.Span, 7);
        Assert.True(file.TryAdd(7, current));
        current.Unlock();
        int holes = 0;
        int strangers = 0;
        bool done = false;

        Task[] readers =
        [
            .. Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            {
                while (!Volatile.Read(ref done))
                {
                    if (!file.TryFind(7, out Page? page))
                    {
                        Interlocked.Increment(ref holes);
                        continue;
                    }

                    if (BinaryPrimitives.ReadInt64LittleEndian(page.Span) != 7)
                        Interlocked.Increment(ref strangers);

                    page.Release();
                }
            })),
        ];

        for (int round = 0; round < Replacements && Volatile.Read(ref holes) == 0; round++)
        {
            Page next = arena.Allocate();
            next.Lock();
            BinaryPrimitives.WriteInt64LittleEndian(next.Span, 7);
            current.Lock();
            file.Replace(current, next);
            current.Unlock();
            current.Release();
            next.Unlock();
            current = next;

            // A page that is somebody else's for a moment must not be taken for the cached one.
            Page other = arena.Allocate();
            BinaryPrimitives.WriteInt64LittleEndian(other.Span, round);
            other.Release();
        }

        Volatile.Write(ref done, true);
        await Task.WhenAll(readers);
        Assert.Equal((0, 0), (holes, strangers));
    }

    [Fact]
    public void A12_The_number_of_cached_pages_does_not_change_with_a_move()
    {
        using var scene = new MoveScene(pages: 2);
        scene.Append(AnonymousBuffer.Instance);

        scene.TryMove(scene.Take());

        Assert.Equal(2, scene.File.PageCount);
    }
}
