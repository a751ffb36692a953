namespace PageMove.Caching;

/// <summary>Places linked to each other, the oldest first out. Under its owner's lock.</summary>
internal sealed class PageQueue(PageLinks links)
{
    private int _newest = PageLinks.None;

    internal int Oldest { get; private set; } = PageLinks.None;

    internal int Count { get; private set; }

    internal void AddNewest(int place)
    {
        links[place].Older = _newest;
        links[place].Newer = PageLinks.None;
        if (_newest == PageLinks.None)
            Oldest = place;
        else
            links[_newest].Newer = place;

        _newest = place;
        Count++;
    }

    internal void Remove(int place)
    {
        (int newer, int older) = (links[place].Newer, links[place].Older);
        if (newer == PageLinks.None)
            _newest = older;
        else
            links[newer].Older = older;

        if (older == PageLinks.None)
            Oldest = newer;
        else
            links[older].Newer = newer;

        Count--;
    }
}
