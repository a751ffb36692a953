using System;
using System.IO;
using PageMove.Caching;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Locking;

/// <summary>PGM2001, PGM2003, PGM4002: a step of another protocol takes effect as well, and brings nobody into a handler.</summary>
public static class PGM2001Handlers
{
    public static bool UnlockedAndReleasedGood(Page page, Stream stream)
    {
        page.Lock();
        try
        {
            stream.Write(page.Span);
            page.Unlock();
            page.Release();
            return true;
        }
        catch (IOException)
        {
            page.Unlock();
            page.Release();
            return false;
        }
    }

    public static Page? TakenInTheTryGood(AddressSpace file, Page page, Stream stream)
    {
        page.Lock();
        try
        {
            stream.Write(page.Span);
            if (file.TryFind(0, out Page? other))
            {
                page.Unlock();
                page.Release();
                return other;
            }
        }
        catch
        {
            page.Unlock();
            page.Release();
            throw;
        }

        page.Unlock();
        page.Release();
        return null;
    }

    public static void ThrownAfterTheUnlockBad(Page page, Stream stream)
    {
        page.Lock();
        try
        {
            page.Unlock();
            page.Release();
            stream.Flush();
        }
        catch (IOException)
        {
            page.Unlock(); // PGM2001 PGM4001
        }
    }

    public static void MayFailToTakeEffectBad(Page page, PipeBuffer buffer)
    {
        page.Lock(); // PGM2003
        try
        {
            if (buffer.Confirm() != ConfirmResult.Good)
                page.MarkError();
            page.Unlock();
        }
        catch (InvalidOperationException)
        {
            buffer.Dispose();
        }
    }
}
