using System.Collections.Generic;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;

namespace Corpus.Lifetime;

/// <summary>PGM4003, PGM2003, PGM1012: a callee that says that it borrows gives the argument back as it was.</summary>
public sealed class Borrowed
{
    private readonly PageArena _arena;
    private readonly AddressSpace _file;
    private readonly PageLru _lru;

    public Borrowed(PageArena arena, AddressSpace file, PageLru lru) => (_arena, _file, _lru) = (arena, file, lru);

    public void OnListBad()
    {
        Page page = _arena.Allocate(); // PGM4003
        _lru.Add(page);
    }

    public void OnListGood()
    {
        Page page = _arena.Allocate();
        _lru.Add(page);
        page.Release();
    }

    public bool LeftLockedOnceOnListBad(long index)
    {
        Page page = _arena.Allocate();
        page.Lock(); // PGM2003
        if (_file.TryAdd(index, page))
        {
            _lru.Add(page);
            page.Release();
            return true;
        }

        page.Unlock();
        page.Release();
        return false;
    }

    public bool UnlockedOnceOnListGood(long index)
    {
        Page page = _arena.Allocate();
        page.Lock();
        bool added = _file.TryAdd(index, page);
        if (added)
            _lru.Add(page);
        page.Unlock();
        page.Release();
        return added;
    }

    public void AddedTwiceBad(long index)
    {
        Page page = _arena.Allocate();
        page.Lock();
        if (_file.TryAdd(index, page))
        {
            _lru.Add(page);
            _file.TryAdd(index + 1, page); // PGM1012
        }

        page.Unlock();
        page.Release();
    }

    public void TouchedBad(long index)
    {
        if (_file.TryFind(index, out Page? page)) // PGM4003
            _lru.MarkAccessed(page);
    }

    public void TouchedGood(long index)
    {
        if (!_file.TryFind(index, out Page? page))
            return;
        _lru.MarkAccessed(page);
        page.Release();
    }

    public bool TakenOffBad(long index) => _file.TryFind(index, out Page? page) && _lru.Remove(page); // PGM4003

    public bool TakenOffGood(long index)
    {
        if (!_file.TryFind(index, out Page? page))
            return false;
        bool removed = _lru.Remove(page);
        page.Release();
        return removed;
    }

    public void ByInterfaceBad(IInspector inspector)
    {
        Page page = _arena.Allocate(); // PGM4003
        inspector.Inspect(page);
    }

    public void ByInterfaceGood(IInspector inspector)
    {
        Page page = _arena.Allocate();
        inspector.Inspect(page);
        page.Release();
    }

    public void ByImplementationBad(Inspector inspector)
    {
        Page page = _arena.Allocate(); // PGM4003
        inspector.Inspect(page);
    }

    public void UnsaidGood(IInspector inspector)
    {
        Page page = _arena.Allocate();
        inspector.Look(page);
    }

    public interface IInspector
    {
        void Inspect([Borrows] Page page);

        void Look(Page page);
    }

    public sealed class Inspector : IInspector
    {
        private readonly List<long> _seen = [];

        public void Inspect(Page page) => _seen.Add(page.Index);

        public void Look(Page page) => _seen.Add(page.Size);
    }
}
