using System;
using System.Buffers;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using PageMove.Contracts;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Corpus.Lifetime;

/// <summary>PGM4001 to PGM4003, PGM2006: each reference that is taken beside the first is given back once.</summary>
public sealed class PGM4003Counted
{
    private Page? _page;

    public static void OneTooFewBad(PageArena arena)
    {
        Page page = arena.Allocate(); // PGM4003
        page.AddReference();
        page.Release();
    }

    public static void OneTooFewGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.AddReference();
        page.Release();
        page.Release();
    }

    public static int LeftMappedBad(PageArena arena, bool isEarly)
    {
        using Page page = arena.Allocate();
        page.Map(); // PGM4003
        if (isEarly)
            return 0;
        int first = page.Span[0];
        page.Unmap();
        return first;
    }

    public static void QueuedInEachRoundGood(PagePipe pipe, Queue<Page> spare, int size)
    {
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
            {
                page.AddReference();
                page.Unlock();
                if (page.Size == size)
                    spare.Enqueue(page);
                else
                    page.Release();
            }

            buffer.Release();
        }
    }

    public static void DroppedInEachRoundBad(PagePipe pipe, int size)
    {
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
            {
                page.AddReference(); // PGM4003
                page.Unlock();
                if (page.Size == size)
                    page.Release();
            }

            buffer.Release();
        }
    }

    public static void OneTooManyBad(PageArena arena)
    {
        Page page = arena.Allocate();
        page.AddReference();
        page.Release();
        page.Release();
        page.Release(); // PGM4002
    }

    public static int UsedAfterTheLastBad(PageArena arena)
    {
        Page page = arena.Allocate();
        page.AddReference();
        page.Release();
        page.Release();
        return page.Size; // PGM4001
    }

    public static int UsedBetweenGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.AddReference();
        page.Release();
        int size = page.Size;
        page.Release();
        return size;
    }

    public static void TwiceTakenBad(PageArena arena)
    {
        Page page = arena.Allocate();
        page.AddReference(); // PGM4003
        page.AddReference();
        page.Release();
    }

    public static void TwiceTakenGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.AddReference();
        page.AddReference();
        page.Release();
        page.Release();
        page.Release();
    }

    public static void TwiceTakenOneTooManyBad([Requires(State.Held)] Page page)
    {
        page.AddReference();
        page.AddReference();
        page.Release();
        page.Release();
        page.Release();
        page.Release(); // PGM4002
    }

    public static void GivenTwiceBad(PageArena arena, PagePipe one, PagePipe other)
    {
        Page page = arena.Allocate();
        page.AddReference();
        one.Gift(page, page.Size);
        other.Gift(page, page.Size);
        page.Release(); // PGM4002
    }

    public static void GivenTwiceGood(PageArena arena, PagePipe one, PagePipe other)
    {
        Page page = arena.Allocate();
        page.AddReference();
        if (!one.TryGift(page, page.Size))
            page.Release();
        if (!other.TryGift(page, page.Size))
            page.Release();
    }

    public static void ReleasedForTheRequestBad([Requires(State.Locked)] ReadRequest request)
    {
        Page page = request.Pages[0];
        page.AddReference();
        if (!request.TryUnlock())
            request.End();
        page.MarkDirty();
        page.Release();
        page.MarkDirty(); // PGM2006
    }

    public static void ReleasedForTheRequestGood([Requires(State.Locked)] ReadRequest request)
    {
        Page page = request.Pages[0];
        page.AddReference();
        page.Release();
        page.MarkDirty();
    }

    public static bool TakenForTheCallerGood(Page page, List<Page> pages)
    {
        if (!page.TryAddReference())
            return false;
        if (pages[0] == page)
            return true;
        page.Release();
        return false;
    }

    public static void TakenForTheCallerAlwaysGood(Page page) => page.AddReference();

    public static void TakenInALoopGood(PageArena arena, int users)
    {
        Page page = arena.Allocate();
        for (int i = 0; i < users; i++)
        {
            page.AddReference();
            page.Release();
        }

        page.Release();
    }

    public static void TakenOnOneWayGood(Page page, bool isShared)
    {
        if (isShared)
            page.AddReference();
        Thread.Yield();
        if (isShared)
            page.Release();
    }

    public static void TakenForTheListGood(PageArena arena, List<Page> pages)
    {
        Page page = arena.Allocate();
        page.AddReference();
        pages.Add(page);
        page.Release();
    }

    public static void OneMoreThanTheListTakesBad(PageArena arena, List<Page> pages)
    {
        Page page = arena.Allocate();
        page.AddReference(); // PGM4003
        page.AddReference();
        pages.Add(page);
        page.Release();
    }

    public static void NoneReleasedBesideTheListBad(PageArena arena, List<Page> pages)
    {
        Page page = arena.Allocate();
        page.AddReference(); // PGM4003
        pages.Add(page);
        Console.WriteLine(page.Index);
    }

    public static void TakenForAnElementBad(PageArena arena, Page[] pages)
    {
        Page page = arena.Allocate();
        page.AddReference(); // PGM4003
        pages[0] = page;
    }

    public void TakenForAFieldBad(PageArena arena)
    {
        Page page = arena.Allocate();
        page.AddReference(); // PGM4003
        _page = page;
    }

    public static void TakenForTwoListsGood(PageArena arena, List<Page> pages, HashSet<Page> known)
    {
        Page page = arena.Allocate();
        page.AddReference();
        pages.Add(page);
        known.Add(page);
    }

    public static void TakenForTheListAndAllReleasedGood(PageArena arena, HashSet<Page> seen)
    {
        // Whether a set of pages that were seen owns them nobody says.
        Page page = arena.Allocate();
        page.AddReference();
        seen.Add(page);
        page.Release();
        page.Release();
    }

    public static void TakenForTheListAndACalleeGood(PageArena arena, List<Page> pages, Action<Page> keep)
    {
        Page page = arena.Allocate();
        page.AddReference();
        pages.Add(page);
        keep(page);
    }

    public static Page TakenForTheListAndTheCallerGood(PageArena arena, List<Page> pages)
    {
        Page page = arena.Allocate();
        page.AddReference();
        pages.Add(page);
        return page;
    }

    public static void TakenForEachListGood(PageArena arena, List<List<Page>> lists)
    {
        Page page = arena.Allocate();
        foreach (List<Page> pages in lists)
        {
            page.AddReference();
            pages.Add(page);
        }

        page.Release();
    }

    public static void TakenForTheListOnOneWayGood(PageArena arena, List<Page> pages, bool isKept)
    {
        Page page = arena.Allocate();
        if (isKept)
        {
            page.AddReference();
            pages.Add(page);
        }

        page.Release();
    }

    public static void GivenByAHelperGood(PageArena arena, List<Page> pages)
    {
        Page page = arena.Allocate();
        TakeFor(page, pages);
        TakeFor(page, pages);
        page.Release();
    }

    public static void UsedAfterItIsInTheListGood(PageArena arena, List<Page> pages)
    {
        Page page = arena.Allocate();
        page.AddReference();
        pages.Add(page);
        page.Release();
        page.MarkDirty();
    }

    public static void TakenForALambdaGood(PageArena arena, Action<Action> schedule)
    {
        Page page = arena.Allocate();
        page.AddReference();
        schedule(() => page.Release());
        page.Release();
    }

    public static void MappedGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Map();
        page.Unmap();
        page.Release();
    }

    public static void MappedAndLeftBad(PageArena arena)
    {
        Page page = arena.Allocate(); // PGM4003
        page.Map();
        page.MarkDirty();
        page.Release();
    }

    public static void MappedTwiceBad(PageArena arena)
    {
        Page page = arena.Allocate(); // PGM4003
        page.Map();
        page.Map();
        page.Unmap();
        page.Release();
    }

    public static void UnmappedButNotReleasedBad(PageArena arena)
    {
        Page page = arena.Allocate(); // PGM4003
        page.Map();
        page.Unmap();
    }

    public static void UnmappedAndReleasedTwiceBad(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Map();
        page.Unmap();
        page.Release();
        page.Release(); // PGM4002
    }

    public static void MappedLongerThanHeldGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Map();
        page.Release();
        page.MarkDirty();
        page.Unmap();
    }

    public static void UnmappedAsTheLastBad(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Map();
        page.Release();
        page.Unmap();
        page.MarkDirty(); // PGM4001
    }

    public static void UnmappedAsTheLastAndReleasedBad(PageArena arena)
    {
        Page page = arena.Allocate();
        page.AddReference();
        page.Map();
        page.Release();
        page.Release();
        page.Unmap();
        page.Release(); // PGM4002
    }

    public static void MappedBySomebodyGood(Page page)
    {
        page.Unmap();
        page.Release();
    }

    public static void MappedForTheCallerGood(Page page) => page.Map();

    public static void MappedAndReferencedGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.AddReference();
        page.Map();
        page.Release();
        page.Unmap();
        page.Release();
    }

    public static void MappedWhileTheRequestIsUnlockedGood([Requires(State.Locked)] ReadRequest request)
    {
        Page page = request.Pages[0];
        page.Map();
        if (!request.TryUnlock())
            request.End();
        page.MarkDirty();
        page.Unmap();
    }

    public static void UsedAfterItIsUnmappedBad([Requires(State.Locked)] ReadRequest request)
    {
        Page page = request.Pages[0];
        page.Map();
        if (!request.TryUnlock())
            request.End();
        page.Unmap();
        page.MarkDirty(); // PGM2006
    }

    public static void PinnedGood(PageArena arena)
    {
        Page page = arena.Allocate();
        using (MemoryHandle handle = page.Pin())
            page.MarkDirty();
        page.Release();
    }

    public static void TakenByAHelperGood(PageArena arena)
    {
        Page page = arena.Allocate();
        TakeTwo(page);
        page.Release();
        page.Release();
        page.Release();
    }

    public static void TakenByAHelperBad(PageArena arena)
    {
        Page page = arena.Allocate(); // PGM4003
        TakeTwo(page);
        page.Release();
        page.Release();
    }

    public static void TakenByAHelperOneTooManyBad(PageArena arena)
    {
        Page page = arena.Allocate();
        TakeTwo(page);
        page.Release();
        page.Release();
        page.Release();
        page.Release(); // PGM4002
    }

    public static void TakenByAHelperTwiceBad(PageArena arena)
    {
        Page page = arena.Allocate();
        TakeTwo(page); // PGM4003
        TakeOne(page);
        page.Release();
        page.Release();
    }

    public static void TakenByAHelperIfAllIsWellBad(PageArena arena)
    {
        Page page = arena.Allocate(); // PGM4003
        if (TryTakeOne(page))
            page.Release();
    }

    public static void TakenByAHelperIfAllIsWellGood(PageArena arena)
    {
        Page page = arena.Allocate();
        if (TryTakeOne(page))
            page.Release();
        page.Release();
    }

    public static void GivenBackByAHelperGood(PageArena arena)
    {
        Page page = arena.Allocate();
        TakeTwo(page);
        Drop(page);
        Drop(page);
        Drop(page);
    }

    public static void TakenForEachUserByAHelperGood(PageArena arena, int users)
    {
        Page page = arena.Allocate();
        TakeForEach(page, users);
        for (int i = 0; i < users; i++)
            page.Release();
        page.Release();
    }

    public static void TakenByAHelperNowAndThenGood(PageArena arena, bool isShared)
    {
        Page page = arena.Allocate();
        TakeIf(page, isShared);
        if (isShared)
            page.Release();
        page.Release();
    }

    public static void TakenByAHelperForTheListGood(PageArena arena, List<Page> pages)
    {
        Page page = arena.Allocate();
        TakeFor(page, pages);
        page.Release();
    }

    public static void TakenByAHelperForTheListOnlyBad(PageArena arena, List<Page> pages)
    {
        Page page = arena.Allocate();
        TakeFor(page, pages); // PGM4003
    }

    public static void TakenByAHelperForTwoListsBad(PageArena arena, List<Page> pages, List<Page> others)
    {
        Page page = arena.Allocate();
        TakeFor(page, pages); // PGM4003
        if (page.MapCount == 0)
            TakeFor(page, others);
    }

    public static Page HandedOutGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.AddReference();
        return page;
    }

    public void TakenForAFieldGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.AddReference();
        _page = page;
        page.Release();
    }

    public static void OneForEachReaderGood(Page page, int readers)
    {
        for (int i = 0; i < readers; i++)
            page.AddReference();
        for (int i = 0; i < readers; i++)
            page.Release();
        Console.WriteLine(page.Index);
    }

    public static void OneForEachReaderButTheFirstGood(PageArena arena, int readers)
    {
        Page page = arena.Allocate();
        for (int i = 1; i < readers; i++)
            page.AddReference();
        for (int i = 0; i < readers; i++)
            page.Release();
    }

    public static void AsManyAsThereAreGood(Page page, int wanted)
    {
        int taken = 0;
        while (taken < wanted && page.TryAddReference())
            taken++;
        while (taken-- > 0)
            page.Release();
    }

    public static void OneInEachRoundBad(Page page, int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            page.AddReference(); // PGM4001
            page.Release();
            page.Release(); // PGM4002
        }
    }

    public static void NoneTakenBad(PageArena arena, int rounds)
    {
        Page page = arena.Allocate(); // PGM4003
        for (int i = 0; i < rounds; i++)
            page.Release(); // PGM4002
    }

    public static void KeptFromWhatWasReplacedBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        Page page = slot;
        page.AddReference(); // PGM4003
        if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved)
            Console.WriteLine(page.Size);
    }

    public static void KeptTwiceFromWhatWasReplacedBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        Page page = request.Pages[0];
        page.AddReference(); // PGM4003
        page.AddReference();
        if (PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _) == MoveResult.Moved)
            Console.WriteLine(page.Size);
        page.Release();
    }

    public static void KeptInTheListGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot, List<Page> retired)
    {
        Page page = slot;
        page.AddReference();
        if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved)
            retired.Add(page);
        else
            page.Release();
    }

    public static Page? HandedToTheCallerGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        Page page = slot;
        page.AddReference();
        if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved)
            return page;
        page.Release();
        return null;
    }

    public static Page? HandedToTheCallerOrKeptBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        Page page = slot;
        page.AddReference(); // PGM4003
        return PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved ? page : null;
    }

    public static Page? SharedOfTheSlotOrKeptBad(ref Page slot)
    {
        slot.AddReference(); // PGM4003
        if (!slot.IsUpToDate)
            return null;
        return slot;
    }

    public static bool TakenForWhoeverLooksAgainGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        request.Pages[0].AddReference();
        return PageMover.TryMovePage(request, buffer, ref request.Pages[1], null, out _) == MoveResult.Moved;
    }

    public static void PinnedAndUsedBad([Requires(State.Locked)] ReadRequest request)
    {
        Page page = request.Pages[0];
        page.AddReference(); // PGM4003
        if (request.TryUnlock())
            page.MarkDirty();
    }

    public static void PinnedTwiceAndUsedBad([Requires(State.Locked)] ReadRequest request)
    {
        Page page = request.Pages[0];
        page.AddReference(); // PGM4003
        page.AddReference();
        if (request.TryUnlock())
            page.MarkDirty();
        page.Release();
    }

    public static void PinnedForWhoeverEndsItGood([Requires(State.Locked)] ReadRequest request)
    {
        foreach (Page page in request.Pages)
            page.AddReference();
        if (!request.TryUnlock())
            request.End();
    }

    public static void PinnedAndUsedBeforeGood([Requires(State.Locked)] ReadRequest request)
    {
        Page page = request.Pages[0];
        page.AddReference();
        page.MarkDirty();
        if (!request.TryUnlock())
            request.End();
    }

    public static void PinnedUsedAndQueuedGood([Requires(State.Locked)] ReadRequest request, Queue<Page> pinned)
    {
        Page page = request.Pages[0];
        page.AddReference();
        if (!request.TryUnlock())
            request.End();
        page.MarkDirty();
        pinned.Enqueue(page);
    }

    public static void AppendedTwiceBad(Page page, PagePipe first, PagePipe second)
    {
        first.Append(page, 0, page.Size, AnonymousBuffer.Instance);
        second.Append(page, 0, 1, AnonymousBuffer.Instance); // PGM4002
    }

    public static void AppendedTwiceGood(Page page, PagePipe first, PagePipe second)
    {
        page.AddReference();
        first.Append(page, 0, page.Size, AnonymousBuffer.Instance);
        second.Append(page, 0, page.Size, AnonymousBuffer.Instance);
    }

    public static void TakenForTwoPipesBad(PageArena arena, PagePipe first, PagePipe second)
    {
        Page page = arena.Allocate(); // PGM4003
        page.AddReference();
        page.AddReference();
        first.Append(page, 0, page.Size, AnonymousBuffer.Instance);
        second.Append(page, 0, page.Size, AnonymousBuffer.Instance);
    }

    public static void KeptByAHelperGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        Page page = slot;
        if (MoveKeeping(request, buffer, ref slot))
            Console.WriteLine(page.Size);
        page.Release();
    }

    private static bool MoveKeeping([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        slot.AddReference();
        return PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved;
    }

    public static bool OneWayKeepsItUntoldBad(Page page, PagePipe pipe)
    {
        page.AddReference(); // PGM4003
        if (pipe.IsCompleted)
            return false;
        if (pipe.TryGift(page, 16))
            return true;
        page.Release();
        return false;
    }

    public static MoveResult OneWayKeepsItUntoldByAMemberBad(Page page)
    {
        page.AddReference(); // PGM4003
        if (page.MapCount > 0)
            return MoveResult.Copy;
        page.Release();
        return page.IsUpToDate ? MoveResult.Moved : MoveResult.Copy;
    }

    public static bool GivenOrGivenBackGood(Page page, PagePipe pipe)
    {
        page.AddReference();
        if (pipe.TryGift(page, 16))
            return true;
        page.Release();
        return false;
    }

    public static bool KeptIsToldGood(Page page)
    {
        page.AddReference();
        if (page.IsUpToDate)
            return true;
        page.Release();
        return false;
    }

    public static bool KeptIsWantedGood(Page page, bool isWanted)
    {
        page.AddReference();
        page.MarkDirty();
        if (isWanted)
            return true;
        page.Release();
        return true;
    }

    public bool KeptInAFieldGood(Page page)
    {
        page.AddReference();
        if (page.IsUpToDate)
        {
            _page = page;
            return true;
        }

        page.Release();
        return true;
    }

    private static void TakeOne(Page page) => page.AddReference();

    private static void TakeTwo(Page page)
    {
        page.AddReference();
        page.AddReference();
    }

    private static bool TryTakeOne(Page page) => page.TryAddReference();

    private static void TakeForEach(Page page, int users)
    {
        for (int i = 0; i < users; i++)
            page.AddReference();
    }

    private static void TakeIf(Page page, bool isShared)
    {
        if (isShared)
            page.AddReference();
    }

    private static void TakeFor(Page page, List<Page> pages)
    {
        page.AddReference();
        pages.Add(page);
    }

    private static void Drop(Page page) => page.Release();

    public static void TakenAndGivenBackInLoopsByAnotherNameGood(Page page, int users)
    {
        Page same = page;
        for (int i = 0; i < users; i++)
            same.AddReference();
        for (int i = 0; i < users; i++)
            same.Release();
    }

    public static void UntoldToNobodyBad(Page page, Action<int> use)
    {
        page.AddReference(); // PGM4003
        if (page.MapCount > 0)
            return;
        use(page.Size);
        page.Release();
    }

    public static void UntoldToNobodyGood(Page page, List<Page> keep)
    {
        page.AddReference();
        if (page.MapCount > 0)
        {
            keep.Add(page);
            return;
        }

        page.Release();
    }

    public static void ToldByAnArgumentGood(Page page, bool keep)
    {
        page.AddReference();
        if (keep)
            return;
        page.Release();
    }

    public static bool KeptAsALocalFunctionIsToldGood(Page page, bool isWanted)
    {
        return Keep();

        bool Keep()
        {
            page.AddReference();
            page.MarkDirty();
            if (isWanted)
                return true;
            page.Release();
            return true;
        }
    }

    public static bool KeptAndNobodyToldByALocalFunctionBad(Page page, int[] sizes)
    {
        return Keep();

        bool Keep()
        {
            page.AddReference(); // PGM4003
            page.MarkDirty();
            if (sizes.Length > 3)
                return true;
            page.Release();
            return true;
        }
    }

    public static void AsManyAsThereAreByALabelGood(Page page, int wanted)
    {
        int taken = 0;
    more:
        if (taken < wanted && page.TryAddReference())
        {
            taken++;
            goto more;
        }

    less:
        if (taken-- > 0)
        {
            page.Release();
            goto less;
        }
    }

    public static int MappedAndComputedBad(Page page)
    {
        page.Map(); // PGM4003
        if (page.Index == 0)
            return page.Span[0];
        int last = page.Span[page.Size - 1];
        page.Unmap();
        return last;
    }

    public static int MappedUnlessItFailsGood(Page page)
    {
        page.Map();
        if (page.Index == 0)
        {
            page.Unmap();
            return -1;
        }

        return page.Span[0];
    }

    public static int MappedAndToldGood(Page page, out int offset)
    {
        page.Map();
        if (page.Index == 0)
        {
            page.Unmap();
            offset = 0;
            return page.Size;
        }

        offset = 16;
        return page.Size;
    }

    public static void PinnedAndLeftBad(PageArena arena)
    {
        Page page = arena.Allocate(); // PGM4003
        using MemoryHandle handle = page.Pin();
        page.MarkDirty();
    }

    public static void PinnedAndReleasedTwiceBad(PageArena arena)
    {
        Page page = arena.Allocate();
        using (page.Pin())
            page.MarkDirty();
        page.Release();
        page.Release(); // PGM4002
    }

    public static int ReleasedWhilePinnedGood(PageArena arena)
    {
        Page page = arena.Allocate();
        ReadOnlySpan<byte> bytes = page.Span;
        using MemoryHandle handle = page.Pin();
        page.Release();
        return bytes[0];
    }

    public static void PinnedAndGivenGood(PageArena arena, PagePipe pipe)
    {
        Page page = arena.Allocate();
        using (page.Pin())
            page.MarkDirty();
        pipe.Gift(page, page.Size);
    }

    public static Page PinnedAndReturnedGood(PageArena arena)
    {
        Page page = arena.Allocate();
        using MemoryHandle handle = page.Pin();
        return page;
    }

    public static void PinnedByAHandleAndLeftBad(PageArena arena)
    {
        Page page = arena.Allocate(); // PGM4003
        MemoryHandle handle = page.Pin();
        page.MarkDirty();
        handle.Dispose();
    } // earlier PGM4003

    public static int ReleasedTwiceWhilePinnedBad(PageArena arena)
    {
        Page page = arena.Allocate();
        ReadOnlySpan<byte> bytes = page.Span;
        using MemoryHandle handle = page.Pin();
        page.Release(); // earlier PGM4002
        page.Release(); // PGM4002
        return bytes[0];
    }

    public static int UsedWhilePinnedGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Pin();
        page.Release();
        int first = page.Span[0];
        page.Unpin();
        return first;
    }

    public static MemoryHandle PinnedForTheCallerGood(PageArena arena)
    {
        Page page = arena.Allocate();
        MemoryHandle handle = page.Pin();
        page.Release();
        page.MarkDirty();
        return handle;
    }

    private readonly List<Page> _pages = [];

    public bool FailsWithItBad(Page page)
    {
        page.AddReference(); // PGM4003
        if (_pages.Count > 16)
            return false;
        _pages.Add(page);
        return true;
    }

    public bool FailsWithoutItGood(Page page)
    {
        page.AddReference();
        if (_pages.Count > 16)
        {
            page.Release();
            return false;
        }

        _pages.Add(page);
        return true;
    }

    public int MappedAndFailedBad(Page page)
    {
        page.Map(); // PGM4003
        if (_pages.Count == 0)
            return -1;
        int first = page.Span[0];
        page.Unmap();
        return first;
    }

    public Page? HandedOnOrNothingBad(Page page)
    {
        if (!page.TryAddReference()) // PGM4003
            return null;
        if (page.IsUpToDate)
            return null;
        return page;
    }

    public Page? HandedOnOrNothingGood(Page page)
    {
        if (!page.TryAddReference())
            return null;
        if (!page.IsUpToDate)
            return page;
        page.Release();
        return null;
    }

    public void KeptUnlessThereIsOneBad(Page page)
    {
        page.AddReference(); // PGM4003
        if (_page is not null)
            return;
        _page = page;
    }

    public void KeptUnlessThereIsOneGood(Page page)
    {
        if (_page is not null)
            return;
        page.AddReference();
        _page = page;
    }

    public void TakenForTheCallerAndNotedGood(Page page)
    {
        page.AddReference();
        if (_pages.Count < 16)
            _pages.Add(page);
    }

    public bool GotGood(Page page)
    {
        if (!page.TryAddReference())
            return false;
        if (page.IsUpToDate)
            return true;
        page.Release();
        return false;
    }

    public async Task<bool> FailsWithItLaterBad(Page page, Task ready)
    {
        page.AddReference(); // PGM4003
        await ready.ConfigureAwait(false);
        if (!page.IsUpToDate)
            return false;
        page.Release();
        return true;
    }

    public async Task LeavesItOnOneWayBad(Page page, Task ready)
    {
        page.AddReference(); // PGM4003
        await ready.ConfigureAwait(false);
        if (!page.IsUpToDate)
            return;
        page.Release();
    }

    public static int OneTooFewInEachRoundBad(PageArena arena, PagePipe[] readers)
    {
        Page page = arena.Allocate();
        int sent = 0;
        foreach (PagePipe reader in readers)
        {
            page.AddReference(); // PGM4003
            if (reader.TryAppend(page, 0, 4, AnonymousBuffer.Instance))
                sent++;
        }

        page.Release();
        return sent;
    }

    public static int OneInEachRoundGood(PageArena arena, PagePipe[] readers)
    {
        Page page = arena.Allocate();
        int sent = 0;
        foreach (PagePipe reader in readers)
        {
            page.AddReference();
            if (reader.TryAppend(page, 0, 4, AnonymousBuffer.Instance))
                sent++;
            else
                page.Release();
        }

        page.Release();
        return sent;
    }
}
