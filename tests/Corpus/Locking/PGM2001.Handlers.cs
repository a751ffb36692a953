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

    public static bool OnlyWorkInMemoryGood(Page page, Stream stream, byte[] bytes, int[] sizes)
    {
        try
        {
            int read = stream.Read(bytes);
            page.Lock();
            foreach (int size in sizes)
                bytes.AsSpan(0, Math.Min(size, read)).CopyTo(page.Span);
            page.Unlock();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public static bool MoreThanWorkInMemoryBad(Page page, Stream stream, byte[] bytes)
    {
        try
        {
            page.Lock(); // PGM2003
            int read = stream.Read(bytes);
            bytes.AsSpan(0, read).CopyTo(page.Span);
            page.Unlock();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public static bool WorkInMemoryBad(Page page, byte[] bytes, int length)
    {
        try
        {
            page.Lock(); // PGM2003
            bytes.AsSpan(0, length).CopyTo(page.Span);
            page.Unlock();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public static void UsingGood(Page page, Func<Stream> open)
    {
        page.Lock();
        try
        {
            using Stream stream = open();
            stream.ReadExactly(page.Span);
            page.Unlock();
        }
        catch (IOException)
        {
            page.Unlock();
            throw;
        }
    }

    public static void UsingBad(Page page, Func<Stream> open)
    {
        page.Lock();
        try
        {
            using Stream stream = open();
            stream.ReadExactly(page.Span);
            page.Unlock();
            stream.Flush();
        }
        catch (IOException)
        {
            page.Unlock(); // PGM2001
            throw;
        }
    }
}
