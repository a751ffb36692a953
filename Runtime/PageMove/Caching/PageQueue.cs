using PageMove.Pages;

namespace PageMove.Caching;

/// <summary>Pages linked to each other, the oldest first out. Under its owner's lock.</summary>
internal sealed class PageQueue
{
    private Page? _newest;

    internal Page? Oldest { get; private set; }

    internal int Count { get; private set; }

    internal void AddNewest(Page page)
    {
        page.Older = _newest;
        page.Newer = null;
        if (_newest is null)
            Oldest = page;
        else
            _newest.Newer = page;

        _newest = page;
        Count++;
    }

    internal void Remove(Page page)
    {
        if (page.Newer is null)
            _newest = page.Older;
        else
            page.Newer.Older = page.Older;

        if (page.Older is null)
            Oldest = page.Newer;
        else
            page.Older.Newer = page.Newer;

        page.Newer = null;
        page.Older = null;
        Count--;
    }
}
