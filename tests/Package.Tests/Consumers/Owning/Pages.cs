using PageMove.Caching;
using PageMove.Files;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Sources;

namespace Owning;

/// <summary>Pages that are given back, or given away, by other ways than <c>Dispose</c>.</summary>
public static class Pages
{
    public static void GivenToAPipe(PageArena arena, PagePipe pipe)
    {
        Page page = arena.Allocate();
        page.Span.Clear();
        pipe.Gift(page, page.Size);
    }

    public static void GivenToAPipeAtOnce(PageArena arena, PagePipe pipe) => pipe.Gift(arena.Allocate(), 4096);

    public static void Released(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Release();
    }

    public static void ReleasedInALambda(PageArena arena)
    {
        Action clear = () =>
        {
            Page page = arena.Allocate();
            page.Span.Clear();
            page.Release();
        };
        clear();
    }

    public static bool Found(AddressSpace file)
    {
        if (!file.TryFind(0, out Page? page))
            return false;
        page.Span.Clear();
        page.Release();
        return true;
    }

    public static CachedFile SourceOfAFile(PageCache cache) => cache.Open(new MemorySource(new byte[3]));

    public static void Kept(PageArena arena)
    {
        Page page = arena.Allocate(); // expect IDISP001 // expect PGM4003
        page.Span.Clear();
    }

    public static void KeptOnOnePath(PageArena arena, PagePipe pipe, bool isWanted)
    {
        Page page = arena.Allocate(); // expect IDISP001 // expect PGM4003
        if (isWanted)
            pipe.Gift(page, page.Size);
    }
}
