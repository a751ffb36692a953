using System;
using System.Collections.Generic;
using PageMove.Pages;

namespace Corpus.Locking;

/// <summary>PGM2002, PGM2003, PGM4003: what tells whether the lock was taken is a number or a text beside the result, an object that changes with the outcome, or which of two pages a variable was given.</summary>
public static class PGM2003ToldBeside
{
    public enum Status
    {
        Ok,
        Busy,
    }

    private sealed class Report
    {
        public bool HasFailed { get; private set; }

        public void Fail() => HasFailed = true;
    }

    private static bool TryEnter(Page page, out Status status)
    {
        bool isEntered = page.TryLock();
        status = isEntered ? Status.Ok : Status.Busy;
        return isEntered;
    }

    private static bool TryEnterOrExplain(Page page, out string? error)
    {
        if (!page.TryLock())
        {
            error = "busy";
            return false;
        }

        error = null;
        return true;
    }

    public static void AskTheStatusGood(Page page)
    {
        TryEnter(page, out Status status);
        if (status == Status.Ok)
            page.Unlock();
    }

    public static void SwitchOnTheStatusGood(Page page)
    {
        _ = TryEnter(page, out Status status);
        switch (status)
        {
            case Status.Ok:
                page.Unlock();
                break;
            case Status.Busy:
                Console.WriteLine("busy");
                break;
        }
    }

    public static void AskForTheErrorGood(Page page)
    {
        TryEnterOrExplain(page, out string? error);
        if (error != null)
        {
            Console.WriteLine(error);
            return;
        }

        page.Unlock();
    }

    public static void AskTheResultBad(Page page)
    {
        if (!TryEnter(page, out Status status)) // PGM2003
            return;
        if (status == Status.Busy)
            page.Unlock();
    }

    public static void AskTheReportGood(Page page)
    {
        Report report = new();
        if (!page.TryLock())
            report.Fail();
        if (!report.HasFailed)
            page.Unlock();
    }

    public static void AskTheReportBeforeBad(Page page, Report2 report)
    {
        bool hadFailed = report.HasFailed;
        if (!page.TryLock()) // PGM2003
            report.Fail();
        if (!hadFailed)
            Console.WriteLine("locked");
    }

    public sealed class Report2
    {
        public bool HasFailed { get; private set; }

        public void Fail() => HasFailed = true;
    }

    public static void MarkEitherGood(Page page, Page spare)
    {
        Page target = spare;
        if (page.TryLock())
            target = page;
        target.MarkDirty();
        if (ReferenceEquals(target, page))
            page.Unlock();
    }

    public static void MarkEitherButTheSpareGood(Page page, Page spare)
    {
        Page target = spare;
        if (page.TryLock())
            target = page;
        target.MarkDirty();
        if (target != spare)
            page.Unlock();
    }

    public static void MarkOwnOrAllocatedGood(Page page, PageArena arena)
    {
        Page target = page.TryLock() ? page : arena.Allocate();
        target.MarkDirty();
        if (target == page)
            page.Unlock();
        else
            target.Release();
    }

    public static void MarkEitherBad(Page page, Page spare)
    {
        Page target = spare;
        if (page.TryLock()) // PGM2003
            target = page;
        target.MarkDirty();
        if (target == spare)
            page.MarkDirty();
    }
}
