using System;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Fixed;

/// <summary>One mistake of each kind that has a fix, and none that another hides: the fixes come in any order.</summary>
internal static class Mistakes
{
    // Whoever steals has to know that the content is good.
    internal static void StealUnseen(PipeBuffer buffer)
    {
        if (buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    internal static int ReadUnseen(PipeBuffer buffer)
    {
        buffer.Confirm(); // what if it is not?
        return buffer.Map()[0];
    }

    internal static bool AskTooLate([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return false;
        if (buffer.Length != old.Size || page.MapCount != 0)
        {
            page.Unlock();
            return false;
        }

        space.Replace(old, page);
        page.Unlock();
        return true;
    }

    internal static bool Renew(AddressSpace space, Page old, Page fresh)
    {
        space.Remove(old);
        return space.TryAdd(old.Index, fresh);
    }

    internal static void UseMoved([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        Page page = request.Pages[0];
        MoveResult result = PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _);
        if (result == MoveResult.Moved)
            Console.WriteLine(page.Index);
    }

    internal static bool LeaveLocked(Page page)
    {
        page.Lock();
        if (page.MapCount > 0)
            return false;
        page.MarkUpToDate();
        page.Unlock();
        return true;
    }

    internal static long UseUnprotected(ReadRequest request, PipeBuffer buffer)
    {
        Page page = request.Pages[0];
        if (!request.TryUnlock())
            return -1;
        if (buffer.Confirm() != ConfirmResult.Good)
            return -1;
        return page.Index;
    }

    internal static void UnlockUnseen([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        request.TryUnlock();
        if (buffer.Confirm() == ConfirmResult.Good && request.TryLock())
            request.Complete(buffer.Length);
    }

    internal static void ReleaseTwice(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Release();

        // Once more, to be sure.
        page.Release();
    }

    internal static bool Forget(PageArena arena, ReadOnlySpan<byte> bytes)
    {
        if (!arena.TryAllocate(out Page? page))
            return false;
        if (bytes.Length > page.Size)
            return false;
        bytes.CopyTo(page.Span);
        page.Release();
        return true;
    }

    internal static bool ForgetDonor(PagePipe pipe, AddressSpace mapping)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return false;
        if (buffer.Length != mapping.PageSize || buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
        {
            buffer.Release();
            return false;
        }

        bool added = page.MapCount == 0 && mapping.TryAdd(0, page);
        page.Unlock();
        return added;
    }

    internal static Page TakeClean(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Span.Clear();
        return page;
    }
}
