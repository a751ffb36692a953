using PageMove.Concurrency.Tests.Support;
using PageMove.Pages;

namespace PageMove.Concurrency.Tests;

public sealed class ReplaceAndLookUpTests
{
    private const byte Old = 1;
    private const byte New = 2;

    /// <summary>Guards A11: one exchange, no hole.</summary>
    [Fact]
    public void A_look_up_finds_the_old_page_or_the_new_one() => Explorer.Explore(async () =>
    {
        using var scene = new Scene();
        Page old = AddOld(scene);

        await Task.WhenAll(Task.Run(Replace), Task.Run(LookUp), Task.Run(LookUp));

        Assert.Equal(1, scene.File.PageCount);
        scene.AssertAtRest();

        void Replace() => ReplaceOld(scene, old);

        void LookUp()
        {
            Assert.True(scene.File.TryFind(0, out Page? page));
            Scene.AssertWhole(page, Old, New);
            page.Release();
        }
    });

    /// <summary>Guards the second look of a look-up (law 8): between the load and the reference the frame may have become another page.</summary>
    [Fact]
    public void A_look_up_never_finds_the_page_that_took_over_the_frame() => Explorer.Explore(async () =>
    {
        using var scene = new Scene();
        Page old = AddOld(scene);
        Page? other = null;

        await Task.WhenAll(Task.Run(TakeOutAndUseAgain), Task.Run(Read), Task.Run(Read), Task.Run(Read));

        other!.Release();
        scene.AssertAtRest();

        void Read() => Scene.Read(scene.File, 0, Old);

        void TakeOutAndUseAgain()
        {
            scene.File.Remove(old);
            old.Unlock();
            old.Release();
            other = scene.NewPage(New);
            other.MarkUpToDate();
        }
    });

    /// <summary>Guards A12: whoever adds, replaces and removes at the same place, the count is that of the pages there.</summary>
    [Fact]
    public void Additions_at_one_place_let_one_win() => Explorer.Explore(async () =>
    {
        using var scene = new Scene();
        int added = 0;

        await Task.WhenAll(Task.Run(Add), Task.Run(Add), Task.Run(Add));

        Assert.Equal((1, 1), (added, scene.File.PageCount));
        scene.AssertAtRest();

        void Add()
        {
            Page page = scene.NewPage(New);
            page.Lock();
            if (scene.File.TryAdd(0, page))
                Interlocked.Increment(ref added);

            page.Unlock();
            page.Release();
        }
    });

    /// <summary>Guards A11: a replacement takes no lock of the cache's, so whoever walks over the pages has to reckon with it.</summary>
    [Fact]
    public void A_walk_over_the_pages_finds_the_old_page_or_the_new_one() => Explorer.Explore(async () =>
    {
        using var scene = new Scene();
        Page old = AddOld(scene);

        await Task.WhenAll(Task.Run(() => ReplaceOld(scene, old)), Task.Run(Walk), Task.Run(Walk));

        scene.AssertAtRest();

        void Walk()
        {
            Page page = Assert.Single(scene.File.PagesBetween(0, 7));
            Scene.AssertWhole(page, Old, New);
            page.Release();
        }
    });

    /// <summary>Guards A12: what a replacement writes without the cache's lock is not what those write who hold it.</summary>
    [Fact]
    public void A_page_is_replaced_while_its_neighbour_leaves_and_the_tree_grows() => Explorer.Explore(async () =>
    {
        using var scene = new Scene();
        Page old = AddOld(scene);
        Page neighbour = AddOld(scene, index: 1);
        Page? far = null;

        await Task.WhenAll(Task.Run(() => ReplaceOld(scene, old)), Task.Run(() => Remove(neighbour)), Task.Run(() => far = AddOld(scene, index: 1 << 20)));

        Scene.Read(scene.File, 0, New);
        Assert.Equal(2, scene.File.PageCount);
        Remove(far!);
        scene.AssertAtRest();

        void Remove(Page page)
        {
            Assert.True(scene.File.Remove(page));
            page.Unlock();
            page.Release();
        }
    });

    /// <summary>Puts a new page, up to date, in the old one's place, and gives both back.</summary>
    private static void ReplaceOld(Scene scene, Page old)
    {
        Page page = scene.NewPage(New);
        page.MarkUpToDate();
        page.Lock();
        scene.File.Replace(old, page);
        page.Unlock();
        page.Release();
        old.Unlock();
        old.Release();
    }

    /// <summary>An old page: up to date, locked, with the caller's reference.</summary>
    private static Page AddOld(Scene scene, long index = 0)
    {
        Page old = scene.NewPage(Old);
        old.Lock();
        Assert.True(scene.File.TryAdd(index, old));
        old.MarkUpToDate();
        return old;
    }
}
