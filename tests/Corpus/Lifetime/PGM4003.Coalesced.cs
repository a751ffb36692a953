using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using PageMove.Pages;

namespace Corpus.Lifetime;

/// <summary>PGM4003: a page is the method's own where the field held none, and the field is asked once more who it belongs to.</summary>
public sealed class PGM4003Coalesced(PageArena arena)
{
    private Page? _kept;
    private Page? _other;

    public void OwnUnlessKeptGood()
    {
        Page page = _kept ?? arena.Allocate();
        page.Span[0] = 1;
        if (_kept is null)
            page.Release();
    }

    public void NeverGivenBackBad()
    {
        Page page = _kept ?? arena.Allocate(); // PGM4003
        page.Span[0] = 1;
    }

    public void GivenBackUnlessOwnBad()
    {
        Page page = _kept ?? arena.Allocate(); // PGM4003
        page.Span[0] = 1;
        if (_kept is not null)
            Console.WriteLine(page.Index);
    }

    public void AnotherFieldAskedBad()
    {
        Page page = _kept ?? arena.Allocate(); // PGM4003
        page.Span[0] = 1;
        if (_other is null)
            page.Release();
    }

    public void AskedWhenItHoldsAnotherBad()
    {
        Page page = _kept ?? arena.Allocate(); // PGM4003
        page.Span[0] = 1;
        _kept = _other;
        if (_kept is null)
            page.Release();
    }

    public void AskedBeforeGood()
    {
        bool isKept = _kept is not null;
        Page page = _kept ?? arena.Allocate();
        try
        {
            page.Span[0] = 1;
        }
        finally
        {
            if (!isKept)
                page.Release();
        }
    }

    public void NotTheKeptOneGood()
    {
        Page page = _kept ?? arena.Allocate();
        page.Span[0] = 1;
        if (!ReferenceEquals(page, _kept))
            page.Release();
    }

    public void KeptFromNowOnGood()
    {
        Page? page = _kept;
        page ??= arena.Allocate();
        page.Span[0] = 1;
        if (_kept is null)
            _kept = page;
    }

    public void KeptFromNowOnByIfGood()
    {
        Page? page = _kept;
        if (page is null)
            page = arena.Allocate();
        page.Span[0] = 1;
        if (_kept is null)
            _kept = page;
    }

    public void KeptFromNowOnByEqualsGood()
    {
        Page? page = _kept;
        if (page == null)
            page = arena.Allocate();
        page.Span[0] = 1;
        if (_kept == null)
            _kept = page;
    }

    public void TakenOutFirstGood()
    {
        Page? page = _kept;
        _kept = null;
        if (page is null)
            page = arena.Allocate();
        page.Span[0] = 1;
        if (_kept is not null)
        {
            page.Release();
            return;
        }

        _kept = page;
    }

    public static void OwnInALoopGood(PageArena arena, Page? given, int rounds)
    {
        bool isOwn = given is null;
        Page? page = given;
        for (int i = 0; i < rounds; i++)
        {
            if (page is null)
                page = arena.Allocate();
            page.Span[0] = 1;
        }

        if (isOwn)
            page?.Release();
    }

    public static void AllocatedInTheFirstRoundGood(PageArena arena, Page? given, Stream stream)
    {
        if (given != null)
            return;
        Page? page = given;
        while (stream.ReadByte() >= 0)
        {
            if (page == null)
                page = arena.Allocate();
        }

        page?.Release();
    }

    public static void SkippedFirstBad(IEnumerable<Page> pages, int skip)
    {
        if (skip <= 0)
            return;
        int left = skip;
        foreach (Page page in pages)
        {
            if (left > 0)
            {
                left--;
                continue;
            }

            page.Lock(); // PGM2003
            if (page.Index < 3)
                return;
            page.Unlock();
        }
    }

    public void OwnUnlessThePropertyHasOneGood(Slot slot)
    {
        Page page = slot.Page ?? arena.Allocate();
        page.Span[0] = 1;
        if (slot.Page is null)
            page.Release();
    }

    public void AnotherSlotAskedBad(Slot slot, Slot other)
    {
        Page page = slot.Page ?? arena.Allocate(); // PGM4003
        page.Span[0] = 1;
        if (other.Page is null)
            page.Release();
    }

    public void PutIntoTheSlotGood(Slot slot)
    {
        Page? page = slot.Page;
        bool isNew = page is null;
        if (page is null)
            page = arena.Allocate();
        page.Span[0] = isNew ? (byte)1 : (byte)2;
        if (slot.Page is null)
            slot.Page = page;
    }

    public void PutIntoTheElementGood(Page?[] slots, int slot)
    {
        Page page = slots[slot] ?? arena.Allocate();
        page.Span[0] = 1;
        slots[slot] ??= page;
    }

    public void OwnUnlessTheElementHasOneGood(Page?[] slots, int slot)
    {
        Page page = slots[slot] ?? arena.Allocate();
        page.Span[0] = 1;
        if (slots[slot] is null)
            page.Release();
    }

    public void NeverPutIntoTheElementBad(Page?[] slots, int slot)
    {
        Page page = slots[slot] ?? arena.Allocate(); // PGM4003
        page.Span[0] = 1;
    }

    public void CopiedFromTheElementGood(Page?[] slots, int slot)
    {
        Page? page = slots[slot];
        page ??= arena.Allocate();
        page.Span[0] = 1;
        if (slots[slot] is null)
            page.Release();
    }

    public void UnlessThereIsASlotWithOneGood(Slot? slot)
    {
        Page page = slot?.Page ?? arena.Allocate();
        page.Span[0] = 1;
        if (slot?.Page is null)
            page.Release();
    }

    public void KeptWhereItWasMissingGood()
    {
        Page? page = _kept;
        bool isMissing = page is null;
        if (isMissing)
            page = arena.Allocate();
        page!.Span[0] = 1;
        if (_kept == null)
            _kept = page;
    }

    public void ToldOfInBetweenGood()
    {
        Page? page = _kept;
        Console.WriteLine("looked");
        page ??= arena.Allocate();
        page.Span[0] = 1;
        if (_kept is null)
            page.Release();
    }

    public void PutThereInBetweenBad()
    {
        Page? page = _kept;
        _kept = _other;
        page ??= arena.Allocate(); // PGM4003
        page.Span[0] = 1;
        if (_kept is null)
            page.Release();
    }

    public void ExchangedInBetweenBad(Page other)
    {
        Page? page = _kept;
        Interlocked.Exchange(ref _kept, other);
        page ??= arena.Allocate(); // PGM4003
        page.Span[0] = 1;
        if (_kept is null)
            page.Release();
    }

    public void UnlessTheSlotAtThePlaceHasOneGood(Slot?[] slots, int slot)
    {
        Page page = slots[slot]?.Page ?? arena.Allocate();
        page.Span[0] = 1;
        if (slots[slot]?.Page is null)
            page.Release();
    }

    public void UnlessThereAreSlotsGood(Page?[]? slots, int slot)
    {
        Page page = slots?[slot] ?? arena.Allocate();
        page.Span[0] = 1;
        if (slots?[slot] is null)
            page.Release();
    }

    public sealed class Slot
    {
        public Page? Page { get; set; }
    }
}
