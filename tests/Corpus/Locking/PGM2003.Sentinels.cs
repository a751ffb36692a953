using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Corpus.Locking;

/// <summary>PGM2001 to PGM2003, PGM4001 to PGM4003: a constant that stands for "nothing" tells the ways of a call apart, whatever stands instead of it upon the other.</summary>
public sealed class PGM2003Sentinels
{
    private readonly Page _page;
    private int _at;
    private string? _name;

    public PGM2003Sentinels(Page page) => _page = page;

    public static int NegativeLengthGood(PagePipe pipe)
    {
        int length = pipe.TryTake(out PipeBuffer? buffer) ? buffer.Length : -1;
        if (length < 0)
            return 0;
        buffer!.Release();
        return length;
    }

    public static int NegativeLengthBad(PagePipe pipe)
    {
        int length = pipe.TryTake(out PipeBuffer? buffer) ? buffer.Length : -1; // PGM4003
        if (length < 0)
            buffer!.Release();
        return length;
    }

    public static int AskedWhereItIsComputedBad(PagePipe pipe)
    {
        int error = 0;
        if (pipe.TryTake(out PipeBuffer? buffer)) // PGM4003
        {
            error = ErrorOf(buffer.Length);
            if (error == 0)
                return buffer.Length;
            buffer.Release();
        }

        return error;
    }

    public static int AskedWhereItIsComputedGood(PagePipe pipe)
    {
        int error = 0;
        if (pipe.TryTake(out PipeBuffer? buffer))
        {
            error = ErrorOf(buffer.Length);
            if (error == 0)
                Console.WriteLine(buffer.Length);
            buffer.Release();
        }

        return error;
    }

    public static long WiderNumberGood(AddressSpace space)
    {
        long index = space.TryFind(1, out Page? found) ? found.Index : -1;
        if (index >= 0)
            found!.Release();
        return index;
    }

    public static bool ByteCountGood(ReadRequest request)
    {
        long bytes = request.TryLock() ? request.ByteCount : -1;
        if (bytes < 0)
            return false;
        return request.Complete(bytes);
    }

    public static int AssignedInABranchGood(Page page, Func<int> work)
    {
        int size = -1;
        if (page.TryLock())
            size = work();
        if (size >= 0)
            page.Unlock();
        return size;
    }

    public static int AssignedInABranchBad(Page page, Func<int> work)
    {
        int size = -1;
        if (page.TryLock()) // PGM2003
            size = work();
        if (size < 0)
            return 0;
        return size;
    }

    public static string OtherBranchGood(Page page)
    {
        string result;
        if (page.TryLock())
            result = page.Index.ToString();
        else
            result = "";
        if (result.Length > 0)
            page.Unlock();
        return result;
    }

    public static string EmptyTextGood(Page page)
    {
        string result = string.Empty;
        if (page.TryLock())
            result = page.Index.ToString();
        if (!string.IsNullOrEmpty(result))
            page.Unlock();
        return result;
    }

    public static void NewObjectGood(Page page)
    {
        Version? version = page.TryLock() ? new Version(1, 0) : null;
        if (version is null)
            return;
        page.Unlock();
    }

    public static async Task BegunWorkGood(Page page, Func<Task> work)
    {
        Task? task = null;
        if (page.TryLock())
            task = work();
        if (task is not null)
        {
            await task;
            page.Unlock();
        }
    }

    public static void InAFinallyBlockGood(Page page, Func<IDisposable> begin)
    {
        IDisposable? scope = null;
        try
        {
            if (page.TryLock())
                scope = begin();
        }
        finally
        {
            if (scope is not null)
            {
                scope.Dispose();
                page.Unlock();
            }
        }
    }

    public static int NullableGood(PagePipe pipe)
    {
        int? length = pipe.TryTake(out PipeBuffer? buffer) ? buffer.Length : null;
        if (length is not { } known)
            return 0;
        buffer!.Release();
        return known;
    }

    public static void PatternGood(AddressSpace space)
    {
        if ((space.TryFind(1, out Page? found) ? found.Index : -1) is var index and >= 0)
            found!.Release();
    }

    public static int IndexInALoopGood(PageArena arena, IReadOnlyList<PagePipe> pipes)
    {
        Page page = arena.Allocate();
        int at = -1;
        for (int i = 0; at < 0 && i < pipes.Count; i++)
        {
            if (pipes[i].TryGift(page, 1))
                at = i;
        }

        if (at < 0)
            page.Release();
        return at;
    }

    public static int IndexInALoopBad(PageArena arena, IReadOnlyList<PagePipe> pipes)
    {
        Page page = arena.Allocate(); // PGM4003
        int at = -1;
        for (int i = 0; at < 0 && i < pipes.Count; i++)
        {
            if (pipes[i].TryGift(page, 1))
                at = i;
        }

        if (at >= 0)
            page.Release(); // PGM4002
        return at;
    }

    public static void WhoTookItGood(PageArena arena, IReadOnlyList<PagePipe> pipes)
    {
        Page page = arena.Allocate();
        PagePipe? taker = null;
        foreach (PagePipe pipe in pipes)
        {
            if (pipe.TryGift(page, 1))
            {
                taker = pipe;
                break;
            }
        }

        if (taker is null)
            page.Release();
    }

    public static void ErrorGood(PageArena arena, PagePipe pipe)
    {
        Page page = arena.Allocate();
        Exception? error = null;
        if (!pipe.TryGift(page, 1))
            error = new IOException();
        if (error is not null)
            page.Release();
    }

    public static void CodeGood(PageArena arena, PagePipe pipe, RequestError failure)
    {
        Page page = arena.Allocate();
        RequestError error = RequestError.None;
        if (!pipe.TryGift(page, 1))
            error = failure;
        if (error != RequestError.None)
            page.Release();
    }

    public static void SumGood(PipeBuffer buffer, ReadRequest request, ref Page slot)
    {
        int moved = 0;
        if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved)
            moved += slot.Size;
        if (moved == 0)
            buffer.Release();
    }

    public void InFieldsGood(int wanted, string name)
    {
        _at = -1;
        if (_page.TryLock())
            _at = wanted;
        if (_at >= 0)
            _page.Unlock();
        _name = null;
        if (_page.TryLock())
            _name = name;
        if (_name is not null)
            _page.Unlock();
    }

    public static void TruthBad(PageArena arena, PagePipe pipe, Func<bool> more)
    {
        Page page = arena.Allocate(); // PGM4003
        bool goesOn = false;
        if (pipe.TryGift(page, 1))
            goesOn = more();
        if (!goesOn)
            return;
    }

    public static void NotUponTheOutcomeBad(Page page, Stream stream, Span<byte> bytes)
    {
        page.Lock(); // PGM2003
        int read = 0;
        read = stream.Read(bytes);
        if (read == 0)
            return;
        page.Unlock();
    }

    private static int ErrorOf(int length) => length > 4096 ? 1 : 0;
}
