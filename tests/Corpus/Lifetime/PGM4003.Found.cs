using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4001 to PGM4003: pages that a store keeps, with as many claims as it has given out, and what is found in it.</summary>
public sealed class FoundInAStore(PageArena arena)
{
    private readonly Dictionary<ulong, Page> _blocks = [];
    private readonly Dictionary<ulong, int> _uses = [];
    private readonly HashSet<Page> _given = [];
    private readonly SemaphoreSlim _permits = new(8);

    public bool ShareGood(ulong hash, ReadOnlySpan<byte> bytes)
    {
        if (!_blocks.TryGetValue(hash, out Page? known))
            return false;
        if (!known.Span[..bytes.Length].SequenceEqual(bytes))
            throw new InvalidOperationException("Two blocks have one hash.");
        known.AddReference();
        _uses[hash]++;
        return true;
    }

    public static int PurgeGood(List<(Page Page, int Uses)> stale)
    {
        foreach ((Page page, int uses) in stale)
        {
            for (int i = 0; i < uses; i++)
                page.Release();
        }

        return stale.Count;
    }

    public void ReleaseAllGood()
    {
        foreach ((ulong hash, Page page) in _blocks)
        {
            for (int use = _uses[hash]; use > 0; use--)
                page.Release();
        }

        _blocks.Clear();
    }

    public static void ReleasedInEachRoundBad(Queue<Page> pages, int rounds)
    {
        Page page = pages.Dequeue();
        for (int i = 0; i < rounds; i++)
            page.Release(); // PGM4002
    }

    public static bool HasChangedGood(AddressSpace snapshot, AddressSpace file, long index)
    {
        if (!snapshot.TryFind(index, out Page? before))
            return true;
        bool changed = true;
        if (file.TryFind(index, out Page? now))
        {
            changed = !ReferenceEquals(before, now) && !before.Span.SequenceEqual(now.Span);
            now.Release();
        }

        before.Release();
        return changed;
    }

    public static bool HasChangedBad(AddressSpace snapshot, AddressSpace file, long index)
    {
        if (!snapshot.TryFind(index, out Page? before)) // PGM4003
            return true;
        if (!file.TryFind(index, out Page? now))
            return true;
        bool changed = before != now;
        now.Release();
        before.Release();
        return changed;
    }

    public async Task<Page> TakeGood(CancellationToken cancellationToken)
    {
        await _permits.WaitAsync(cancellationToken);
        try
        {
            Page page = arena.Allocate();
            lock (_given)
                _given.Add(page);
            return page;
        }
        catch
        {
            _permits.Release();
            throw;
        }
    }

    public static bool HasHeader(PipeBuffer buffer, out int length)
    {
        length = 0;
        if (buffer.Length < 5 || buffer.Confirm() != ConfirmResult.Good)
            return false;
        length = buffer.Map()[4];
        return length <= buffer.Length - 5;
    }

    public static int SkippedWithoutHeaderBad(PagePipe pipe, int most)
    {
        int sum = 0;
        for (int i = 0; i < most; i++)
        {
            if (!pipe.TryTake(out PipeBuffer? buffer)) // PGM4003
                break;
            if (!HasHeader(buffer, out int length))
                continue;
            sum += length;
            buffer.Release();
        }

        return sum;
    }

    public static int SkippedWithoutHeaderGood(PagePipe pipe, int most)
    {
        int sum = 0;
        for (int i = 0; i < most; i++)
        {
            if (!pipe.TryTake(out PipeBuffer? buffer))
                break;
            if (HasHeader(buffer, out int length))
                sum += length;
            buffer.Release();
        }

        return sum;
    }

    // A callee that ends the object on one way, or hands it on, does more than look.
    public static bool ReleasesUnlessGood(PipeBuffer buffer)
    {
        if (buffer.Confirm() == ConfirmResult.Good)
            return true;
        buffer.Release();
        return false;
    }

    public static int ReleasedByTheCalleeGood(PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return -1;
        if (!ReleasesUnlessGood(buffer))
            return -1;
        int length = buffer.Length;
        buffer.Release();
        return length;
    }
}
