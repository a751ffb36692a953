using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Corpus.Lifetime;

/// <summary>PGM4001 to PGM4003: a stolen page lives by its buffer's reference, and ends with that unless another one was taken before.</summary>
public sealed class PGM4001Stolen
{
    private PipeBuffer? _buffer;
    private Page? _page;

    public static void UnlockedAfterReleaseBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        buffer.Release(); // earlier PGM4001
        page.Unlock(); // PGM4001
    }

    public static void UnlockedBeforeReleaseGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        page.Unlock();
        buffer.Release();
    }

    public static Page? ReturnedWithoutReferenceBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page))
            return null;
        page.Unlock();
        buffer.Release();
        return page; // PGM4001
    }

    public static Page? ReturnedWithReferenceGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page))
            return null;
        page.AddReference();
        page.Unlock();
        buffer.Release();
        return page;
    }

    public static Page? ReturnedOutOfUsingBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        using PipeBuffer donor = buffer;
        if (!donor.TrySteal(out Page? page))
            return null;
        page.Unlock();
        return page; // PGM4001
    }

    public static void ReferencedTooLateBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        page.Unlock();
        buffer.Release();
        page.AddReference(); // PGM4001 PGM4003
    }

    public static void ReferenceLeftBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        page.AddReference(); // PGM4003
        page.Unlock();
        buffer.Release();
        Console.WriteLine(page.Index);
    }

    public static void ReferenceReleasedGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        page.AddReference();
        page.Unlock();
        buffer.Release();
        Console.WriteLine(page.Index);
        page.Release();
    }

    public static void ReferenceReleasedTwiceBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        page.AddReference();
        page.Unlock();
        buffer.Release();
        page.Release();
        page.Release(); // PGM4002
    }

    public static byte ViewBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page))
            return 0;
        ReadOnlySpan<byte> content = page.Span;
        page.Unlock();
        buffer.Release();
        return content[0]; // PGM4001
    }

    public static void DisposedBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        buffer.Dispose();
        page.Unlock(); // PGM4001
    }

    public void FieldBad()
    {
        if (_buffer is null || _buffer.Confirm() != ConfirmResult.Good || !_buffer.TrySteal(out Page? page))
            return;
        _buffer.Release();
        page.Unlock(); // PGM4001
    }

    public void FieldExchangedGood(PipeBuffer next)
    {
        if (_buffer is null || _buffer.Confirm() != ConfirmResult.Good || !_buffer.TrySteal(out Page? page))
            return;
        _buffer = next;
        _buffer.Release();
        page.Unlock();
    }

    public static void OtherBufferGood([Requires(State.Confirmed)] PipeBuffer buffer, PipeBuffer other)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        other.Release();
        page.Unlock();
        buffer.Release();
    }

    public static void VariableExchangedBad([Requires(State.Confirmed)] PipeBuffer buffer, PipeBuffer next)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        PipeBuffer donor = buffer;
        buffer = next;
        buffer.Release();
        donor.Release();
        page.Unlock(); // PGM4001
    }

    public static void ByAnotherNameBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        PipeBuffer alias = buffer;
        if (!buffer.TrySteal(out Page? page))
            return;
        alias.Release();
        page.Unlock(); // PGM4001
    }

    public static void ByAnotherNameOnOneWayGood([Requires(State.Confirmed)] PipeBuffer buffer, PipeBuffer next, bool exchange)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        PipeBuffer first = next;
        PipeBuffer second = buffer;
        if (exchange)
        {
            first = buffer;
            second = next;
            page.Unlock();
        }

        first.Release();
        if (!exchange)
            page.Unlock();
        second.Release();
    }

    public static void PutIntoASlotBad([Requires(State.Confirmed)] PipeBuffer buffer, Page[] slots)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        slots[0] = page;
        buffer.Release();
        page.Unlock(); // PGM4001
    }

    public static void PutIntoAListBad([Requires(State.Confirmed)] PipeBuffer buffer, List<Page> pages)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        pages.Add(page);
        buffer.Release();
        page.Unlock(); // PGM4001
    }

    public static void PutIntoAListWithReferencesGood([Requires(State.Confirmed)] PipeBuffer buffer, List<Page> pages)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        pages.Add(page);
        page.AddReference();
        pages.Add(page);
        page.AddReference();
        buffer.Release();
        page.Unlock();
    }

    public static void PutIntoASlotAndSeenGood([Requires(State.Confirmed)] PipeBuffer buffer, Page[] slots, Action<Page[]> pin)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        slots[0] = page;
        pin(slots);
        buffer.Release();
        page.Unlock();
    }

    public static void VariableExchangedGood([Requires(State.Confirmed)] PipeBuffer buffer, PipeBuffer next)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        PipeBuffer donor = buffer;
        buffer = next;
        buffer.Release();
        page.Unlock();
        donor.Release();
    }

    public static void OfTheRoundBeforeGood(PagePipe pipe)
    {
        Page? before = null;
        PipeBuffer? donor = null;
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
            {
                buffer.Release();
                continue;
            }

            before?.Unlock();
            donor?.Release();
            before = page;
            donor = buffer;
        }

        before?.Unlock();
        donor?.Release();
    }

    public static void CachedGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace file, long index)
    {
        if (!buffer.TrySteal(out Page? page))
            return;

        // The cache has a reference of its own, and the lock keeps the page there.
        file.TryAdd(index, page);
        buffer.Release();
        page.Unlock();
    }

    public static void CachedWithReferenceGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace file, long index)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        page.AddReference();
        file.TryAdd(index, page);
        buffer.Release();
        page.Release();
        page.Unlock();
    }

    public static void KeptByACalleeGood([Requires(State.Confirmed)] PipeBuffer buffer, Action<Page> keep)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        keep(page);
        buffer.Release();
        page.Unlock();
    }

    public static void KeptBySomebodyGood([Requires(State.Confirmed)] PipeBuffer buffer, Action keepLast)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        keepLast();
        buffer.Release();
        page.Unlock();
    }

    public static async Task KeptMeanwhileGood([Requires(State.Confirmed)] PipeBuffer buffer, Task kept)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        await kept;
        buffer.Release();
        page.Unlock();
    }

    public static void PutIntoASlotGood([Requires(State.Confirmed)] PipeBuffer buffer, Page[] slots)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        slots[0] = page;
        page.AddReference();
        buffer.Release();
        page.Unlock();
    }

    public static void RefusedGood([Requires(State.Confirmed)] PipeBuffer buffer, Stream destination)
    {
        if (buffer.TrySteal(out Page? page))
            page.Unlock();
        else
            destination.Write(buffer.Map());
        buffer.Release();
    }

    public static void AppendedGood([Requires(State.Confirmed)] PipeBuffer buffer, PagePipe other)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        page.Unlock();
        page.AddReference();
        int size = page.Size;
        buffer.Release();
        other.Append(page, 0, size, AnonymousBuffer.Instance);
    }

    public static bool HandedOutGood([Requires(State.Confirmed)] PipeBuffer buffer, out Page? page) => buffer.TrySteal(out page);

    public void KeptInAFieldGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        page.AddReference();
        page.Unlock();
        _page = page;
        buffer.Release();
    }

    public static int OnlyLookedAtBad(PipeBuffer buffer)
    {
        Page page = buffer.Page;
        buffer.Release(); // earlier PGM4001
        return page.Size; // PGM4001
    }

    public static void MemoryOfItsPageBad(PipeBuffer buffer, Action<ReadOnlyMemory<byte>> sink)
    {
        ReadOnlyMemory<byte> content = buffer.Page.Memory;
        buffer.Release();
        sink(content); // PGM4001
    }

    public static Page ReturnedFromUsingBad(PipeBuffer buffer)
    {
        using (buffer)
            return buffer.Page; // PGM4001
    }

    public static int LastOfSeveralBad(PagePipe pipe)
    {
        Page? last = null;
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            last = buffer.Page;
            buffer.Release();
        }

        return last?.Size ?? 0; // PGM4001
    }

    public static int ReferencedGood(PipeBuffer buffer)
    {
        Page page = buffer.Page;
        page.AddReference();
        buffer.Release();
        int size = page.Size;
        page.Release();
        return size;
    }

    public static int ReferencedByAnotherMentionGood(PipeBuffer buffer)
    {
        buffer.Page.AddReference();
        Page page = buffer.Page;
        buffer.Release();
        int size = page.Size;
        page.Release();
        return size;
    }

    public static int ReferencedByAnotherMentionAndLeftBad(PipeBuffer buffer)
    {
        buffer.Page.AddReference(); // PGM4003
        Page page = buffer.Page;
        buffer.Release();
        return page.Size;
    }

    public static void ReleasedTwiceByAnotherMentionBad(PipeBuffer buffer)
    {
        Page page = buffer.Page;
        buffer.Page.AddReference();
        buffer.Release();
        page.Release();
        page.Release(); // PGM4002
    }

    public static int StolenByAnotherNameGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        Page page = buffer.Page;
        if (!buffer.TrySteal(out Page? stolen))
            return 0;
        stolen.Unlock();
        stolen.AddReference();
        buffer.Release();
        int size = page.Size;
        stolen.Release();
        return size;
    }

    public static void ToldOfInBetweenBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        Console.WriteLine("stolen");
        buffer.Release(); // earlier PGM4001
        page.Unlock(); // PGM4001
    }

    public static void LookedAtByALocalFunctionBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        Look();
        buffer.Release(); // earlier PGM4001
        page.Unlock(); // PGM4001

        void Look() => Console.WriteLine(buffer.Length);
    }

    public static void KeptByALocalFunctionGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        Keep();
        buffer.Release();
        page.Unlock();
        page.Release();

        void Keep() => KeepPageOf(buffer);
    }

    public static void KeptByWhoGetsTheBufferGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        KeepPageOf(buffer);
        buffer.Release();
        page.Unlock();
        page.Release();
    }

    public static void KeptByWhoGetsAnActionGood([Requires(State.Confirmed)] PipeBuffer buffer, Action keep)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        keep();
        buffer.Release();
        page.Unlock();
        page.Release();
    }

    public void KeptByThisGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        _buffer = buffer;
        if (!buffer.TrySteal(out Page? page))
            return;
        KeepCurrent();
        buffer.Release();
        page.Unlock();
        page.Release();
    }

    private void KeepCurrent() => KeepPageOf(_buffer!);

    private static void KeepPageOf(PipeBuffer buffer)
    {
        Page page = buffer.Page;
        page.AddReference();
    }

    public int ReferencedBySomebodyGood(PipeBuffer buffer)
    {
        Page page = buffer.Page;
        Keep(page);
        buffer.Release();
        return page.Size;
    }

    public static bool OnlyComparedGood(PipeBuffer buffer, Page other)
    {
        Page page = buffer.Page;
        buffer.Release();
        return page == other;
    }

    private void Keep(Page page)
    {
        page.AddReference();
        _page = page;
    }
}
