using System;
using PageMove.Caching;
using PageMove.Pages;
using PageMove.Requests;

namespace Corpus.KernelHistory;

/// <summary>Readahead gives its reference back before the request, which takes that very reference over and drops it at its end, has it.</summary>
/// <note>A released page that is put into an array or a collection expression is not followed there.</note>
public static class A13
{
    public static ReadRequest? Broken(PageArena arena, AddressSpace file, long index)
    {
        Page page = arena.Allocate();
        page.Lock();
        if (!file.TryAdd(index, page))
        {
            page.Unlock();
            page.Release();
            return null;
        }

        page.Release(); // earlier PGM4001
        return new ReadRequest(file, index, new ReadOnlySpan<Page>(in page)); // PGM4001
    }

    public static ReadRequest? Repaired(PageArena arena, AddressSpace file, long index)
    {
        Page page = arena.Allocate();
        page.Lock();
        if (!file.TryAdd(index, page))
        {
            page.Unlock();
            page.Release();
            return null;
        }

        return new ReadRequest(file, index, new ReadOnlySpan<Page>(in page));
    }
}
