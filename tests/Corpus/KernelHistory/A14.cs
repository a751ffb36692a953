using System;
using PageMove.Caching;
using PageMove.Pages;

namespace Corpus.KernelHistory;

/// <summary>Completion asks a page for its file without looking whether it has one, and an abort produces pages that have none.</summary>
public static class A14
{
    public static void Broken(ReadOnlySpan<Page> pages, long size)
    {
        ((AddressSpace)pages[0].Mapping!).Truncate(size); // PGM4007
    }

    public static void Repaired(ReadOnlySpan<Page> pages, long size)
    {
        foreach (Page page in pages)
        {
            if (page.Mapping is AddressSpace file)
            {
                file.Truncate(size);
                return;
            }
        }
    }
}
