using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4004: the buffer that gave its page away is released, too.</summary>
public static class PGM4004
{
    public static bool StraightLineBad(PagePipe pipe, AddressSpace mapping)
    {
        PipeBuffer buffer = Next(pipe);
        if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page)) // PGM4004
        {
            mapping.TryAdd(0, page);
            page.Unlock();
            return true; // earlier PGM4004
        }

        buffer.Release();
        return false;
    }

    public static bool StraightLineGood(PagePipe pipe, AddressSpace mapping)
    {
        PipeBuffer buffer = Next(pipe);
        if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
        {
            mapping.TryAdd(0, page);
            page.Unlock();
            buffer.Release();
            return true;
        }

        buffer.Release();
        return false;
    }

    public static void BranchBad(PagePipe pipe, bool keep)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer)) // PGM4003
            return;
        if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page)) // PGM4004
            page.Unlock();
        if (!keep)
            buffer.Release();
    }

    public static void TakenOnceTooOftenForTheListBad(PagePipe pipe, List<Page> kept)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return;
        if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
        {
            page.Unlock();
            page.AddReference(); // PGM4003
            page.AddReference();
            kept.Add(page);
        }

        buffer.Release();
    }

    public static void BranchGood(PagePipe pipe, bool keep, List<Page> kept)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return;
        if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
        {
            page.Unlock();
            if (keep)
            {
                page.AddReference();
                kept.Add(page);
            }
        }

        buffer.Release();
    }

    public static Page? EarlyReturnBad(PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return null;
        if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page)) // PGM4004
        {
            buffer.Release();
            return null;
        }

        page.Unlock();
        return page; // earlier PGM4004
    }

    public static Page? EarlyReturnGood(PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return null;
        if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
        {
            buffer.Release();
            return null;
        }

        page.Unlock();
        page.AddReference();
        buffer.Release();
        return page;
    }

    public static int LoopBad(PagePipe pipe)
    {
        int stolen = 0;
        for (PipeBuffer buffer = Next(pipe); buffer.Length > 0; stolen++) // PGM4003
        {
            if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page)) // PGM4004 PGM1001
            {
                buffer.Release();
                break;
            }

            page.Unlock();
            if (stolen == 4)
                break;
        }

        return stolen;
    }

    public static int LoopGood(PagePipe pipe)
    {
        int stolen = 0;
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
            {
                page.Unlock();
                stolen++;
            }

            buffer.Release();
        }

        return stolen;
    }

    public static void TryFinallyBad(PagePipe pipe, Stream log)
    {
        PipeBuffer buffer = Next(pipe);
        try
        {
            if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page)) // PGM4004
            {
                page.Unlock();
                return;
            }
        }
        finally
        {
            log.Flush();
        }

        buffer.Release();
    }

    public static void TryFinallyGood(PagePipe pipe)
    {
        PipeBuffer buffer = Next(pipe);
        try
        {
            if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
                page.Unlock();
        }
        finally
        {
            buffer.Release();
        }
    }

    public static void UsingBad(PagePipe pipe, IDisposable scope)
    {
        PipeBuffer buffer = Next(pipe);
        using (scope)
        {
            if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page)) // PGM4004
                page.Unlock();
            else
                buffer.Release();
        }
    }

    public static void UsingGood(PagePipe pipe)
    {
        using PipeBuffer buffer = Next(pipe);
        if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static void AliasBad(PagePipe pipe)
    {
        PipeBuffer buffer = Next(pipe);
        PipeBuffer alias = buffer;
        if (alias.Confirm() == ConfirmResult.Good && alias.TrySteal(out Page? page)) // PGM4004
            page.Unlock();
        else
            buffer.Release();
    }

    public static void AliasGood(PagePipe pipe)
    {
        PipeBuffer buffer = Next(pipe);
        PipeBuffer alias = buffer;
        if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
            page.Unlock();
        alias.Release();
    }

    public static bool OutBad(PagePipe pipe, out Page? page)
    {
        page = null;
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return false;
        if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out page)) // PGM4004
        {
            page.Unlock();
            return true;
        }

        buffer.Release();
        return false;
    }

    public static bool OutGood(PagePipe pipe, out PipeBuffer? emptied)
    {
        if (!pipe.TryTake(out emptied))
            return false;
        if (emptied.Confirm() != ConfirmResult.Good || !emptied.TrySteal(out Page? page))
            return false;
        page.Unlock();
        return true;
    }

    public static void CorrelatedBad(PagePipe pipe)
    {
        PipeBuffer buffer = Next(pipe);
        if (buffer.Confirm() != ConfirmResult.Good)
        {
            buffer.Release();
            return;
        }

        bool stolen = buffer.TrySteal(out Page? page); // PGM4004
        Console.WriteLine(pipe.Count);
        if (stolen)
            page!.Unlock();
        else
            buffer.Release();
    }

    public static void CorrelatedGood(PagePipe pipe)
    {
        PipeBuffer buffer = Next(pipe);
        bool stolen = false;
        Page? page = null;
        if (buffer.Confirm() == ConfirmResult.Good)
            stolen = buffer.TrySteal(out page);
        if (stolen)
        {
            page!.Unlock();
            buffer.Release();
        }

        if (!stolen)
            buffer.Release();
    }

    public static async Task AsyncBad(PagePipe pipe)
    {
        PipeBuffer? buffer = await pipe.TakeAsync();
        if (buffer is null)
            return;
        if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page)) // PGM4004
        {
            page.Unlock();
            await Task.Yield();
            return;
        }

        buffer.Release();
    }

    public static async Task AsyncGood(PagePipe pipe)
    {
        while (await pipe.TakeAsync() is { } buffer)
        {
            if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
                page.Unlock();
            await Task.Yield();
            buffer.Release();
        }
    }

    public static void WrapperBad(PagePipe pipe)
    {
        PipeBuffer buffer = Next(pipe);
        if (!TryEmpty(buffer)) // PGM4004
            buffer.Release();
    }

    public static void WrapperGood(PagePipe pipe)
    {
        PipeBuffer buffer = Next(pipe);
        TryEmpty(buffer);
        buffer.Release();
    }

    public static bool ParameterGood(PipeBuffer buffer)
    {
        if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
            return false;
        page.Unlock();
        return true;
    }

    public static bool ParameterReleasedOnOnePathBad(PipeBuffer buffer)
    {
        if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page)) // PGM4004
        {
            page.Unlock();
            return true;
        }

        buffer.Release();
        return false;
    }

    public static bool ParameterOfTheCallerGood([Produces(State.Released, When = false)] PipeBuffer buffer)
    {
        if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
        {
            page.Unlock();
            return true;
        }

        buffer.Release();
        return false;
    }

    public static void KeptGood(PagePipe pipe, List<PipeBuffer> emptied)
    {
        PipeBuffer buffer = Next(pipe);
        if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
            page.Unlock();
        emptied.Add(buffer);
    }

    [return: Produces(State.Held)]
    private static PipeBuffer Next(PagePipe pipe) => pipe.TryTake(out PipeBuffer? buffer) ? buffer : throw new InvalidOperationException();

    private static bool TryEmpty([Produces(State.Emptied, From = State.Held, When = true)] PipeBuffer buffer)
    {
        if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
            return false;
        page.Unlock();
        return true;
    }

    public static void NextRoundBad(PagePipe pipe, AddressSpace space)
    {
        long index = 0;
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page)) // PGM4004
            {
                buffer.Release();
                continue;
            }

            if (page.MapCount == 0)
                space.TryAdd(index++, page);
            page.Unlock();
        }
    }

    public static void NextRoundGood(PagePipe pipe, AddressSpace space)
    {
        long index = 0;
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
            {
                if (page.MapCount == 0)
                    space.TryAdd(index++, page);
                page.Unlock();
            }

            buffer.Release();
        }
    }

    public static void StolenWhereThereIsAPageBad(PagePipe pipe, bool isFast)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return;
        if (buffer.Confirm() != ConfirmResult.Good)
        {
            buffer.Release();
            return;
        }

        if (buffer.TrySteal(out Page? page)) // PGM4004
            page.Unlock();
        if (page is not null && isFast)
            return;
        buffer.Release();
    }

    public static void StolenWhereThereIsAPageGood(PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return;
        if (buffer.Confirm() != ConfirmResult.Good)
        {
            buffer.Release();
            return;
        }

        if (buffer.TrySteal(out Page? page))
            page.Unlock();
        if (page is not null)
            buffer.Release();
        if (page is null)
            buffer.Dispose();
    }
}
