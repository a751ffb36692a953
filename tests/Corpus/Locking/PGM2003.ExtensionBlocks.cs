using PageMove.Contracts;
using PageMove.Pages;

namespace Corpus.Locking;

// What is said of the receiver stands on the block, once for all of its members.
file static class PageBlocks
{
    extension([Borrows] Page page)
    {
        public bool IsMapped => page.MapCount > 0;

        public bool IsUnmappedAndClean() => page.MapCount == 0 && (page.Flags & PageFlags.Dirty) == 0;

        public int MapsBeside(int others) => page.MapCount + others;

        public Page Itself() => page;

        public void operator +=(byte mark) => page.Span.Fill(mark);

        public void operator ++() => page.Span[0]++;
    }

    extension([Requires(State.Untaken, State.Unlocked), Produces(State.Locked)] Page page)
    {
        public Page Held()
        {
            page.Lock();
            return page;
        }
    }

    extension([Produces(State.Locked, When = true)] Page page)
    {
        public bool TryHold() => page.TryLock();

        public bool TryHoldUnmapped
        {
            get
            {
                if (!page.TryLock())
                    return false;
                if (page.MapCount == 0)
                    return true;
                page.Unlock();
                return false;
            }
        }
    }

    extension([Requires(State.Locked), Produces(State.Unlocked)] Page page)
    {
        public void LetGo() => page.Unlock();

        public void LetGoDirty()
        {
            page.MarkDirty();
            page.Unlock();
        }

        public void LetGoTwice()
        {
            page.Unlock();
            page.Unlock(); // PGM2001
        }
    }

    extension([Requires(State.Locked), Produces(State.Unlocked), Produces(State.Released, From = State.Held)] Page page)
    {
        public void LetGoForGood()
        {
            page.Unlock();
            page.Release();
        }
    }

    extension(Page page)
    {
        public bool IsEmpty => page.Span.Length == 0;
    }

    extension(Page page)
    {
        public void Rewrite()
        {
            page.Lock();
            page.MarkDirty();
            page.Unlock();
        }

        public void RewriteAndForget()
        {
            page.Lock(); // PGM2003
            page.MarkDirty();
        }
    }

    extension(Page)
    {
        [return: Produces(State.Held), Produces(State.Locked)]
        public static Page MakeLocked(PageArena arena)
        {
            Page page = arena.Allocate();
            page.Lock();
            return page;
        }
    }
}

file static class UsersOfBlocks
{
    public static void HoldAndLetGoGood(Page page)
    {
        if (!page.TryHold())
            return;
        page.MarkDirty();
        page.LetGo();
    }

    public static void HoldUnmappedGood(Page page)
    {
        if (page.TryHoldUnmapped)
            page.LetGoDirty();
    }

    public static void HoldAndForgetBad(Page page)
    {
        if (page.TryHold()) // PGM2003
            page.MarkDirty();
    }

    public static void HoldUnmappedAndForgetBad(Page page)
    {
        if (!page.TryHoldUnmapped) // PGM2003
            return;
        if (page.IsUnmappedAndClean())
            return;
        page.LetGo();
    }

    public static void LetGoAgainBad(Page page)
    {
        if (!page.TryHold())
            return;
        page.LetGoDirty();
        page.LetGo(); // PGM2001
    }

    public static int LookMeanwhileGood(PageArena arena)
    {
        Page page = arena.Allocate();
        int maps = page.MapsBeside(1);
        page.Release();
        return maps;
    }

    public static int LookAndForgetBad(PageArena arena)
    {
        Page page = arena.Allocate(); // PGM4003
        if (page.IsMapped)
            return 1;
        page.Release();
        return 0;
    }

    public static int LookWithoutAContractAndForgetBad(PageArena arena)
    {
        Page page = arena.Allocate(); // PGM4003
        if (page.IsEmpty)
            return 1;
        page.Release();
        return 0;
    }

    public static void EndForGoodGood(PageArena arena)
    {
        Page page = Page.MakeLocked(arena);
        page.MarkDirty();
        page.LetGoForGood();
    }

    public static bool LookAfterTheEndBad(PageArena arena)
    {
        Page page = Page.MakeLocked(arena);
        page.LetGoForGood();
        return page.IsMapped; // PGM4001
    }

    public static void EndOnlyHalfBad(PageArena arena)
    {
        Page page = Page.MakeLocked(arena); // PGM4003
        page.LetGo();
    }

    public static void CallAsAStaticMethodGood(Page page)
    {
        if (PageBlocks.TryHold(page))
            PageBlocks.LetGo(page);
    }

    public static void ForgetAsAStaticMethodBad(Page page)
    {
        if (PageBlocks.TryHold(page)) // PGM2003
            page.MarkDirty();
    }

    public static void FluentGood(PageArena arena)
    {
        Page page = arena.Allocate().Itself();
        page.MarkDirty();
        page.Release();
    }

    public static void FluentLockGood(Page page)
    {
        Page held = page.Held();
        held.MarkDirty();
        held.Unlock();
    }

    public static Page FluentResultGood(PageArena arena) => arena.Allocate().Itself();

    public static void OperatorThatChangesItsObjectGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page += 3;
        page++;
        page.Release();
    }
}
