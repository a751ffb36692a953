using System.Collections.Generic;
using PageMove.Pages;

namespace Corpus.Lifetime;

/// <summary>PGM4003: a page is the method's own unless it is the one that others share, with which it is compared.</summary>
public sealed class PGM4003Shared(PageArena arena)
{
    private readonly List<Page?> _slots = [];
    private Page? _kept;
    private Page? _spare;

    public void NotTheFieldsGood(bool isNew)
    {
        Page page = isNew || _kept is null ? arena.Allocate() : _kept;
        page.Span[0] = 1;
        if (!ReferenceEquals(page, _kept))
            page.Release();
    }

    public void NotAnotherFieldsBad(bool isNew)
    {
        Page page = isNew || _kept is null ? arena.Allocate() : _kept; // PGM4003
        page.Span[0] = 1;
        if (ReferenceEquals(page, _spare))
            page.Release();
    }

    public void NotTheMembersGood(Shelf shelf)
    {
        Page page = shelf.Page ?? arena.Allocate();
        page.Span[0] = 1;
        if (page != shelf.Page)
            page.Release();
    }

    public void NotThePerhapsMembersGood(Shelf? shelf)
    {
        Page page = shelf?.Page ?? arena.Allocate();
        page.Span[0] = 1;
        if (page != shelf?.Page)
            page.Release();
    }

    public void NotTheOneBeforeGood(Shelf? shelf)
    {
        Page page = shelf?.Page ?? arena.Allocate();
        page.Span[0] = 1;
        Page? before = shelf?.Page;
        if (page != before)
            page.Release();
    }

    public void OnlyTheSharedOneBad(Shelf? shelf)
    {
        Page page = shelf?.Page ?? arena.Allocate(); // PGM4003
        page.Span[0] = 1;
        if (page == shelf?.Page)
            page.Span[1] = 1;
    }

    public void NotTheElementsGood(Page?[] slots, int slot)
    {
        Page page = slots[slot] ?? arena.Allocate();
        page.Span[0] = 1;
        if (page != slots[slot])
            page.Release();
    }

    public void NotAnotherElementsBad(Page?[] slots, int slot, int other)
    {
        Page page = slots[slot] ?? arena.Allocate(); // PGM4003
        page.Span[0] = 1;
        if (slots[other] is null)
            page.Release();
    }

    public void NotTheListsGood(int slot)
    {
        Page page = _slots[slot] ?? arena.Allocate();
        page.Span[0] = 1;
        if (!ReferenceEquals(page, _slots[slot]))
            page.Release();
    }

    public void NoneInTheListGood(int slot)
    {
        Page page = _slots[slot] ?? arena.Allocate();
        page.Span[0] = 1;
        if (_slots[slot] is null)
            page.Release();
    }

    public void NoneInAnotherListBad(List<Page?> others, int slot)
    {
        Page page = _slots[slot] ?? arena.Allocate(); // PGM4003
        page.Span[0] = 1;
        if (others[slot] is null)
            page.Release();
    }

    public void TakenOutOfTheListBad()
    {
        Page page = _slots[0] ?? arena.Allocate(); // PGM4003
        page.Span[0] = 1;
        _slots.RemoveAt(0);
        if (_slots[0] is null)
            page.Release();
    }

    public void AnotherSlotFilledGood(Page?[] slots, int slot, Page other)
    {
        Page page = slots[slot] ?? arena.Allocate();
        slots[slot + 1] = other;
        if (slots[slot] is null)
            page.Release();
    }

    public void SlotMovedOnBad(Page?[] slots, int slot)
    {
        Page page = slots[slot] ?? arena.Allocate(); // PGM4003
        page.Span[0] = 1;
        slot++;
        if (slots[slot] is null)
            page.Release();
    }

    public void FilledInALoopGood(Page?[] slots)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            Page page = slots[i] ?? arena.Allocate();
            page.Span[0] = 1;
            if (slots[i] is null)
                slots[i] = page;
        }
    }

    public void LostInALoopBad(Page?[] slots)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            Page page = slots[i] ?? arena.Allocate(); // PGM4003
            page.Span[0] = 1;
            if (slots[i] is not null)
                page.Span[1] = 1;
        }
    }

    public sealed class Shelf
    {
        public Page? Page { get; set; }
    }
}
