using PageMove.Caching;
using PageMove.Pages;

namespace Runtime.Tests.Caching;

/// <summary>The lists beside a plain set: whatever is done, each page is on them once or not at all.</summary>
public sealed class PageLruModelTests : IDisposable
{
    private const int FrameCount = 24;
    private const int Steps = 4_000;

    private readonly PageArena _arena = new(new PageArenaOptions { PageCount = FrameCount });
    private readonly AddressSpace _file = new(pageSize: 4096);
    private readonly PageLru _lru = new(pageCount: 4);
    private readonly HashSet<Page> _listed = [];
    private readonly Dictionary<Page, long> _cached = [];
    private readonly HashSet<Page> _held = [];
    private readonly HashSet<Page> _locked = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void No_page_is_lost_or_there_twice(int seed)
    {
        var random = new Random(seed);
        for (int step = 0; step < Steps; step++)
        {
            Step(random);
            Assert.Equal(_listed.Count, _lru.InactiveCount + _lru.ActiveCount);
            Assert.Equal(FrameCount - _cached.Count, _arena.FreePageCount);
            Assert.Equal(_listed, _cached.Keys.Where(page => Page.Lists.Find(page.List) == _lru && page.Flags.HasFlag(PageFlags.Lru)).ToHashSet());
        }

        foreach (Page page in _locked)
            page.Unlock();
        foreach (Page page in _held)
            page.Release();

        Assert.Equal(_listed.Count, _lru.Reclaim(FrameCount));
        Assert.Equal((0, 0), (_lru.InactiveCount, _lru.ActiveCount));
    }

    public void Dispose() => _arena.Dispose();

    private void Step(Random random)
    {
        if (_cached.Count == 0 || random.Next(4) == 0)
        {
            TryCache(random.Next(40));
            return;
        }

        Page page = _cached.Keys.ElementAt(random.Next(_cached.Count));
        switch (random.Next(7))
        {
            case 0:
                Assert.Equal(_listed.Remove(page), _lru.Remove(page));
                break;

            case 1:
                _lru.Add(page);
                _listed.Add(page);
                break;

            case 2:
                if (_held.Remove(page))
                    page.Release();
                else
                    page.AddReference();

                if (page.ReferenceCount > 1)
                    _held.Add(page);
                break;

            case 3:
                if (_locked.Remove(page))
                    page.Unlock();
                else if (page.TryLock())
                    _locked.Add(page);
                break;

            case 4:
                Reclaim(random.Next(4));
                break;

            default:
                _lru.MarkAccessed(page);
                break;
        }
    }

    private void TryCache(long index)
    {
        if (_cached.ContainsValue(index) || !_arena.TryAllocate(out Page? page))
            return;

        page.Lock();
        Assert.True(_file.TryAdd(index, page));
        _lru.Add(page);
        page.Unlock();
        page.Release();
        _cached.Add(page, index);
        _listed.Add(page);
    }

    private void Reclaim(int wanted)
    {
        Page[] idle = [.. _listed.Where(page => !_held.Contains(page) && !_locked.Contains(page))];
        Assert.Equal(Math.Min(wanted, idle.Length), _lru.Reclaim(wanted));

        foreach (Page page in idle.Where(page => page.ReferenceCount == 0))
        {
            _listed.Remove(page);
            _cached.Remove(page);
        }
    }
}
