using System;
using System.Collections.Generic;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4001, PGM4002: what a variable's object keeps, and what a lambda is given, arrives with one claim.</summary>
public static class PGM4002Kept
{
    public record struct Entry(Page Page, long Index);

    public sealed class Node
    {
        public Page? Page { get; set; }

        public Page Fresh => throw new NotSupportedException();
    }

    public static void PartOfARecordBad(Entry entry)
    {
        entry.Page.Release();
        entry.Page.Release(); // PGM4002
    }

    public static void PartOfARecordGood(Entry entry, Entry other)
    {
        entry.Page.Release();
        other.Page.Release();
    }

    public static void PartWrittenBetweenGood(Entry entry, Page next)
    {
        entry.Page.Release();
        entry.Page = next;
        entry.Page.Release();
    }

    public static long ReadAfterwardsBad(Node node)
    {
        if (node.Page is null)
            return 0;
        node.Page.Release();
        return node.Page.Index; // PGM4001
    }

    public static void WrittenByACallGood(Node node, Action<Node> renew)
    {
        node.Page!.Release();
        renew(node);
        node.Page!.Release();
    }

    public static void AnotherEachTimeGood(Node node)
    {
        node.Fresh.Release();
        node.Fresh.Release();
    }

    public static void InALambdaBad(List<Page> pages)
    {
        pages.ForEach(static page =>
        {
            page.Release();
            page.Release(); // PGM4002
        });
    }

    public static void InALambdaGood(List<Page> pages)
    {
        pages.ForEach(static page =>
        {
            page.AddReference();
            page.Release();
            page.Release();
        });
    }

    public static void OnceInALambdaGood(List<Page> pages)
    {
        pages.ForEach(static page => page.Release());
        pages.ForEach(static page => page.MarkDirty());
    }

    public static void UnconfirmedInALambdaGood(List<PipeBuffer> confirmed)
    {
        confirmed.ForEach(static buffer =>
        {
            if (buffer.TrySteal(out Page? page))
                page.Unlock();
        });
    }

    public static Page? StolenInUsingBad(PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return null;
        using (buffer)
        {
            if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
                return null;
            page.Unlock();
            return page; // PGM4001
        }
    }

    public static Page? StolenInUsingGood(PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return null;
        using (buffer)
        {
            if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
                return null;
            page.AddReference();
            page.Unlock();
            return page;
        }
    }

    public readonly record struct Item(Page Page, int Length);

    public static long PartThatStaysBad(Item item)
    {
        item.Page.Release();
        return item.Page.Index; // PGM4001
    }

    public static long PartThatStaysGood(Item item)
    {
        long index = item.Page.Index;
        item.Page.Release();
        return index + item.Length;
    }

    public static void PartThatStaysWithAnotherClaimGood(Item item)
    {
        item.Page.AddReference();
        item.Page.Release();
        item.Page.Release();
    }

    public abstract record Source;

    public sealed record OfPage(Page Page) : Source;

    public static void TakenApartBad(Source source)
    {
        if (source is OfPage(var page))
        {
            page.Release();
            page.Release(); // PGM4002
        }
    }

    public static void TakenApartGood(Source source)
    {
        if (source is OfPage(var page))
        {
            page.MarkDirty();
            page.Release();
        }
    }

    public static int NamedInAPatternBad(Source source)
    {
        switch (source)
        {
            case OfPage { Page: { } page }:
                page.Release();
                return page.Size; // PGM4001
            default:
                return 0;
        }
    }

    public static int NamedInAPatternGood(Source source)
    {
        switch (source)
        {
            case OfPage { Page: { } page }:
                int size = page.Size;
                page.Release();
                return size;
            default:
                return 0;
        }
    }
}
