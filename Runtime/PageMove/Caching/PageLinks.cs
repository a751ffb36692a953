using PageMove.Pages;

namespace PageMove.Caching;

/// <summary>
/// The places of pages in queues, linked by number: a place is what a page keeps of its queue. Pages of any arena may stand in it. Links between the
/// pages themselves would be followed one by one by the garbage collector. Under its owner's lock.
/// </summary>
internal sealed class PageLinks(int capacity)
{
    internal const int None = -1;

    private Link[] _links = new Link[capacity];
    private int _used;
    private int _firstSpare = None;

    internal ref Link this[int place] => ref _links[place];

    /// <summary>Takes a place for a page.</summary>
    internal int Take(Page page)
    {
        int place = _firstSpare;
        if (place != None)
        {
            _firstSpare = _links[place].Newer;
        }
        else
        {
            if (_used == _links.Length)
                Array.Resize(ref _links, 2 * _used);

            place = _used++;
        }

        _links[place].Page = page;
        return place;
    }

    /// <summary>Gives a place back.</summary>
    internal void GiveBack(int place)
    {
        _links[place] = new Link { Newer = _firstSpare };
        _firstSpare = place;
    }

    internal struct Link
    {
        internal Page? Page;
        internal int Newer;
        internal int Older;
    }
}
