using System.Buffers;
using PageMove.Pages;

namespace Corpus.Lifetime;

/// <summary>PGM4001, PGM5002: what has ended is kept for nobody.</summary>
public sealed class PGM4001Stored
{
    private Page? _page;
    private byte[]? _array;

    public Page? Last { get; set; }

    public void FieldBad(Page page)
    {
        page.Release();
        _page = page; // PGM4001
    }

    public void FieldGood(Page page)
    {
        page.AddReference();
        page.Release();
        _page = page;
    }

    public void FieldOfWhatWasReplacedGood(Page page)
    {
        _page?.Release();
        _page = page;
    }

    public void PropertyBad(Page page)
    {
        page.Release();
        Last = page; // PGM4001
    }

    public void KeptBeyondUsingBad(PageArena arena)
    {
        using Page page = arena.Allocate();
        page.MarkDirty();
        _page = page; // PGM4001
    }

    public void PerhapsKeptBeyondUsingBad(PageArena arena, bool isLast)
    {
        using (Page page = arena.Allocate())
        {
            if (isLast)
                _page = page; // PGM4001
        }
    }

    public void KeptByAReferenceGood(PageArena arena)
    {
        using Page page = arena.Allocate();
        page.AddReference();
        _page = page;
    }

    public void OnlyShownGood(PageArena arena)
    {
        using (Page page = arena.Allocate())
        {
            _page = page;
            page.MarkDirty();
        }

        _page = null;
    }

    public void TakenBackByACalleeGood(PageArena arena)
    {
        using Page page = arena.Allocate();
        _page = page;
        Forget();
    }

    public static void ElementBad(Page page, Page[] pages)
    {
        page.Release();
        pages[0] = page; // PGM4001
    }

    public static void ElementGood(Page page, Page[] pages, PageArena arena)
    {
        page.Release();
        page = arena.Allocate();
        pages[0] = page;
    }

    public static PGM4001Stored InitializerBad(Page page)
    {
        page.Release();
        return new PGM4001Stored { Last = page }; // PGM4001
    }

    public static PGM4001Stored InitializerGood(Page page)
    {
        page.MarkDirty();
        return new PGM4001Stored { Last = page };
    }

    public void RentedBad(ArrayPool<byte> pool)
    {
        byte[] array = pool.Rent(16);
        pool.Return(array);
        _array = array; // PGM5002
    }

    public void RentedGood(ArrayPool<byte> pool)
    {
        byte[]? former = _array;
        _array = pool.Rent(16);
        if (former is not null)
            pool.Return(former);
    }

    public static void LocalGood(Page page)
    {
        page.Release();
        Page? ended = page;
        ended = null;
        _ = ended;
    }

    private void Forget() => _page = null;
}
