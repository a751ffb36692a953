using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Locking;

/// <summary>PGM2003: a locked page that goes to somebody else is somebody else's to unlock.</summary>
public class PGM2003HandedOver
{
    private Page? _page;

    public static void HelpersGood(Page first, Page second)
    {
        LockBoth(first, second);
        first.MarkDirty();
        UnlockBoth(first, second);
    }

    public static Task<Page> TaskResultGood(Page page)
    {
        page.Lock();
        return Task.FromResult(page);
    }

    public static ValueTask<Page> ValueTaskResultGood(Page page)
    {
        page.Lock();
        return ValueTask.FromResult(page);
    }

    public static ValueTask<Page> NewValueTaskGood(Page page)
    {
        page.Lock();
        return new ValueTask<Page>(page);
    }

    public static ImmutableArray<Page> ImmutableArrayGood(Page page)
    {
        page.Lock();
        return ImmutableArray.Create(page);
    }

    public static KeyValuePair<int, Page> KeyValuePairGood(Page page)
    {
        page.Lock();
        return KeyValuePair.Create(1, page);
    }

    public static IEnumerable<Page> AppendedGood(IEnumerable<Page> pages, Page page)
    {
        page.Lock();
        return pages.Append(page);
    }

    public static void FilledGood(Page[] pages, Page page)
    {
        page.Lock();
        Array.Fill(pages, page);
    }

    public static void UntypedListGood(ArrayList list, Page page)
    {
        page.Lock();
        list.Add(page);
    }

    public static void ConcurrentDictionaryGood(ConcurrentDictionary<long, Page> pages, Page page)
    {
        page.Lock();
        if (!pages.TryAdd(page.Index, page))
            page.Unlock();
    }

    public static void ChannelGood(ChannelWriter<Page> writer, Page page)
    {
        page.Lock();
        if (!writer.TryWrite(page))
            page.Unlock();
    }

    public static void CompletionGood(TaskCompletionSource<Page> completion, Page page)
    {
        page.Lock();
        completion.SetResult(page);
    }

    public static void QueuedGood(Page page)
    {
        page.Lock();
        ThreadPool.QueueUserWorkItem(static queued => queued.Unlock(), page, preferLocal: true);
    }

    public static void QueuedAsObjectGood(Page page)
    {
        page.Lock();
        ThreadPool.QueueUserWorkItem(static queued => ((Page)queued!).Unlock(), page);
    }

    public static Task StartedGood(Page page)
    {
        page.Lock();
        return Task.Factory.StartNew(static state => ((Page)state!).Unlock(), page);
    }

    public static void RegisteredGood(Page page, CancellationToken cancellation)
    {
        page.Lock();
        cancellation.Register(static state => ((Page)state!).Unlock(), page);
    }

    public static void ExchangedGood(ref Page? slot, Page page)
    {
        page.Lock();
        Page? old = Interlocked.Exchange(ref slot, page);
        old?.Unlock();
    }

    public static void InterfaceOfBaseTypeGood(IPageHandler handler, Page page)
    {
        page.Lock();
        handler.HandleDisposable(page);
    }

    public static void InterfaceOfObjectGood(IPageHandler handler, Page page)
    {
        page.Lock();
        handler.HandleObject(page);
    }

    public static void InterfaceOfAnythingGood(IPageHandler handler, Page page)
    {
        page.Lock();
        handler.HandleAny(page);
    }

    public static void InterfaceOfPageGood(IPageHandler handler, Page page)
    {
        page.Lock();
        handler.Handle(page);
    }

    public static void DynamicGood(dynamic handler, Page page)
    {
        page.Lock();
        handler.Take(page);
    }

    public static unsafe void FunctionPointerGood(delegate*<Page, void> handler, Page page)
    {
        page.Lock();
        handler(page);
    }

    public static void ConversionOperatorGood(Page page)
    {
        page.Lock();
        PageOwner owner = page;
        owner.Finish();
    }

    public static Page[] SpreadGood(Page page, Page[] rest)
    {
        page.Lock();
        return [page, .. rest];
    }

    public static PagePair RecordGood(Page page)
    {
        page.Lock();
        return new PagePair(page, 1);
    }

    public static PagePair WithExpressionGood(Page page, PagePair pair)
    {
        page.Lock();
        return pair with { Page = page };
    }

    public static Func<Page> ClosureGood(Page page)
    {
        page.Lock();
        return () => page;
    }

    public static void RefReturnGood(Page page, PageOwner owner)
    {
        page.Lock();
        owner.Slot() = page;
    }

    public static void SpanElementGood(Page page, Span<Page> slots)
    {
        page.Lock();
        slots[0] = page;
    }

    public static void StoredOnOnePathGood(Page page, PageOwner owner, bool keep)
    {
        page.Lock();
        if (keep)
            owner.Slot() = page;
        else
            page.Unlock();
    }

    public static void StoredIfEmptyBad(Page page, PagePair pair)
    {
        page.Lock(); // PGM2003
        pair.Other ??= page;
    }

    public static void StoredIfOwnerBad(Page page, PagePair? pair)
    {
        page.Lock(); // PGM2003
        pair?.Other = page;
    }

    public static void OnlyPrintedBad(Page page)
    {
        page.Lock(); // PGM2003
        Console.WriteLine(page);
    }

    public static Memory<byte> OnlyItsMemoryReturnedBad(Page page)
    {
        page.Lock(); // PGM2003
        return page.Memory;
    }

    public void VolatileGood(Page page)
    {
        page.Lock();
        Volatile.Write(ref _page, page);
    }

    public void CompareExchangeGood(Page page)
    {
        page.Lock();
        if (Interlocked.CompareExchange(ref _page, page, null) is not null)
            page.Unlock();
    }

    private static void LockBoth(Page first, Page second)
    {
        first.Lock();
        second.Lock();
    }

    private static void UnlockBoth(Page first, Page second)
    {
        second.Unlock();
        first.Unlock();
    }

    public static bool OutcomeKeptAndReturnedGood(Page page)
    {
        bool isLocked = page.TryLock();
        return isLocked;
    }

    public static bool OutcomeReturnedAtTheEndGood(Page page, bool isWanted)
    {
        bool isLocked = false;
        if (isWanted)
            isLocked = page.TryLock();
        return isLocked;
    }

    public static bool AnotherOutcomeReturnedBad(Page page, Page other)
    {
        bool isLocked = page.TryLock(); // PGM2003
        isLocked = other.TryLock();
        if (isLocked)
            other.Unlock();
        return isLocked;
    }

    public static bool OutcomeReturnedGood(Page page) => page.TryLock();

    public static void OverrideOfAnnotatedBad(Page page, QuietLocker locker)
    {
        locker.Take(page); // PGM2003
        page.MarkDirty();
    }

    public static void OverrideOfAnnotatedGood(Page page, QuietLocker locker)
    {
        locker.Take(page);
        page.Unlock();
    }

    public static void LockedToBeToldBad(Page page)
    {
        page.Lock(); // PGM2003
        Console.WriteLine("locked");
    } // earlier PGM2003

    public static void LockBothGood(Page first, Page second)
    {
        if (first.Index < second.Index)
        {
            first.Lock();
            second.Lock();
        }
        else
        {
            second.Lock();
            first.Lock();
        }
    }

    public static async Task<bool> TryLockAsyncGood(Page page, CancellationToken token)
    {
        try
        {
            await page.LockAsync(token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public static void LockAndMarkBad(Page page)
    {
        page.Lock(); // PGM2003
        page.MarkDirty();
    }

    public static bool LockOrNotBad(Page page)
    {
        page.Lock(); // PGM2003
        if (page.IsUpToDate)
            return true;
        page.Unlock();
        return false;
    }

    public abstract class Journal
    {
        protected abstract void BeforeWrite(Page page);

        protected virtual void AfterWrite(Page page) => page.MarkDirty();
    }

    public sealed class LockingJournal : Journal
    {
        protected override void BeforeWrite(Page page) => page.Lock();

        protected override void AfterWrite(Page page)
        {
            base.AfterWrite(page);
            page.Unlock();
        }
    }

    public static Action CapturedBad(Page page) => () =>
    {
        page.Lock(); // PGM2003
        if (page.IsUpToDate)
            return;
        page.MarkUpToDate();
        page.Unlock();
    };

    public static Action CapturedGood(Page page) => () =>
    {
        page.Lock();
        try
        {
            if (!page.IsUpToDate)
                page.MarkUpToDate();
        }
        finally
        {
            page.Unlock();
        }
    };

    public static (Action Enter, Action Exit) CapturedInPairGood(Page page) => (() => page.Lock(), () => page.Unlock());

    public static Func<bool> CapturedOutcomeGood(Page page) => () =>
    {
        if (!page.TryLock())
            return false;
        if (page.IsUpToDate)
            return true;
        page.Unlock();
        return false;
    };

    public static IDisposable HeldByAnObjectThatWantsItLockedGood(Page page)
    {
        page.Lock();
        return new LockedPage(page);
    }

    public static void HeldForAScopeGood(Page page)
    {
        page.Lock();
        using LockedPage locked = new(page);
        page.Span.Clear();
    }

    public static void GivenToAnObjectThatOnlyLooksBad(Page page)
    {
        page.Lock(); // PGM2003
        PageReport report = new(page);
        Console.WriteLine(report.Index);
    }

    public static bool FoundAgainInItsBufferGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        bool isStolen = buffer.TrySteal(out _);
        if (isStolen)
            buffer.Page.Unlock();
        return isStolen;
    }

    public static bool FoundNowhereBad([Requires(State.Confirmed)] PipeBuffer buffer) => buffer.TrySteal(out _); // PGM2003

    public static void StolenUnderAnotherNameGood(PagePipe pipe, PageArena arena)
    {
        Page page = arena.Allocate();
        pipe.Gift(page, page.Size);
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return;
        if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? stolen))
        {
            if (stolen == page)
                page.Unlock();
            else
                stolen.Unlock();
        }

        buffer.Release();
    }

    public static void ReferencedAndStolenByOthersGood(PagePipe pipe, PageArena arena, Func<Page, bool> isStolen)
    {
        Page page = arena.Allocate();
        page.AddReference();
        pipe.Append(page, 0, page.Size, AnonymousBuffer.Instance);
        if (isStolen(page))
            page.Unlock();
        page.Release();
    }

    public static void LockedAndGivenAwayBad(PagePipe pipe, PageArena arena)
    {
        Page page = arena.Allocate();
        page.Lock(); // PGM2003
        pipe.Gift(page, page.Size);
    }

    private sealed class LockedPage([Requires(State.Locked)] Page page) : IDisposable
    {
        public void Dispose() => page.Unlock();
    }

    private sealed class PageReport
    {
        public PageReport([Requires(State.Locked)] Page page) => Index = page.Index;

        public long Index { get; }
    }

    public static void LockAndMarkByAnotherNameBad(Page page)
    {
        Page same = page;
        same.Lock(); // PGM2003
        same.MarkDirty();
    }

    public static void LockBothByAHelperGood(Page first, Page second)
    {
        Enter(first);
        Enter(second);
    }

    public static void MarkBothByAHelperBad(Page first, Page second)
    {
        Enter(first); // PGM2003
        first.MarkDirty();
        Enter(second); // PGM2003
        second.MarkDirty();
    }

    private static void Enter(Page page) => page.Lock();
}

public abstract class Locker
{
    public abstract void Take([Produces(State.Locked)] Page page);
}

public sealed class QuietLocker : Locker
{
    public override void Take(Page page) => page.Lock();
}

public interface IPageHandler
{
    void Handle(Page page);

    void HandleDisposable(IDisposable item);

    void HandleObject(object item);

    void HandleAny<T>(T item);
}

public sealed class PageOwner(Page page)
{
    private Page _page = page;

    public static implicit operator PageOwner(Page page) => new(page);

    public void Finish() => _page.Unlock();

    public ref Page Slot() => ref _page;
}

public sealed record PagePair(Page Page, int Count)
{
    public Page? Other { get; set; }

    public static void LookedForBad(Page page, List<Page> pages)
    {
        page.Lock(); // PGM2003
        if (pages.Contains(page))
            return;
        page.Unlock();
    }

    public static void LookedForGood(Page page, List<Page> pages)
    {
        page.Lock();
        if (!pages.Contains(page))
            pages.Add(page);
        page.Unlock();
    }

    public static void LookedForByALambdaBad(Page page, List<Page> pages)
    {
        page.Lock(); // PGM2003
        if (pages.Exists(other => other == page))
            return;
        page.Unlock();
    }

    public static void KeyBad(Page page, ConcurrentDictionary<Page, int> uses)
    {
        page.Lock(); // PGM2003
        if (!uses.TryGetValue(page, out int count) || count == 0)
            return;
        page.Unlock();
    }

    public static void KeyGood(Page page, ConcurrentDictionary<Page, int> uses)
    {
        page.Lock();
        uses.TryAdd(page, 0);
    }

    public static void ComparandBad(Page page, ref Page? slot)
    {
        page.Lock(); // PGM2003
        if (Interlocked.CompareExchange(ref slot, null, page) != page)
            return;
        page.Unlock();
    }

    public static bool ExchangedGood(Page page, ref Page? slot)
    {
        page.Lock();
        if (Interlocked.CompareExchange(ref slot, page, null) is null)
            return true;
        page.Unlock();
        return false;
    }
}
