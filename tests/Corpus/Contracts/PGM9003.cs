using System;
using System.IO;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Contracts;

public interface IPager
{
    void Touch(Page page);

    void Mark([Requires(State.Locked)] Page page);

    void Finish([Produces(State.Released)] Page page);

    [MustUse("PGM1003")]
    bool TryTake([Produces(State.Locked, When = true)] Page page);

    [return: Produces(State.Held)]
    Page Get(PageArena arena);

    void Keep([Transfers] Page page);

    void Lend([Requires(State.Held)] Page page);

    private abstract class Borrowing
    {
        public abstract void Look([Borrows] Page page);
    }

    private sealed class BorrowingAndReleasingBad : Borrowing
    {
        public override void Look([Produces(State.Released)] Page page) => page.Release(); // PGM9003
    }

    private sealed class BorrowingAndTakingOverBad : Borrowing
    {
        public override void Look([Transfers] Page page) => page.Release(); // PGM9003
    }

    private sealed class BorrowingGood : Borrowing
    {
        public override void Look(Page page) => page.MarkDirty();
    }

    private abstract class Unmarked
    {
        public abstract void Finish(Page page);
    }

    private sealed class TakingOverUnmarkedBad : Unmarked
    {
        public override void Finish([Transfers] Page page) => page.Release(); // PGM9003
    }

    private sealed class UnmarkedGood : Unmarked
    {
        public override void Finish(Page page) => page.Release();
    }
}

/// <summary>PGM9003: without attributes an implementation inherits, with the same ones it repeats; both are fine.</summary>
public sealed class PGM9003Faithful : IPager
{
    public void Touch(Page page) => page.MarkDirty();

    public void Mark(Page page) => page.MarkDirty();

    public void Finish([Produces(State.Released)] Page page) => page.Release();

    [MustUse("PGM1003")]
    public bool TryTake([Produces(State.Locked, When = true), Produces(State.Untaken, Unless = State.Locked, When = false)] Page page) => page.TryLock();

    [return: Produces(State.Held), Produces(State.Untaken)]
    public Page Get(PageArena arena) => arena.Allocate();

    public void Keep([Produces(State.Released)] Page page) => page.Release();

    public void Lend([Requires(State.Held, State.Shared)] Page page) => page.MarkDirty();
}

/// <summary>PGM9003: an implementation that demands more, or promises less, than the interface says.</summary>
public sealed class PGM9003Weak : IPager
{
    public void Touch([Requires(State.Locked)] Page page) => page.MarkDirty(); // PGM9003

    public void Mark([Requires(State.Locked), Requires(State.InTransit)] Page page) => page.MarkDirty(); // PGM9003

    public void Finish([Requires(State.Held)] Page page) => page.Release(); // PGM9003

    [AskFirst("PGM1004")] // PGM9003
    public bool TryTake([Produces(State.Untaken, When = false)] Page page) => page.TryLock(); // PGM9003

    [return: Produces(State.Untaken)] // PGM9003
    public Page Get(PageArena arena) => arena.Allocate();

    public void Keep([Requires(State.Locked)] Page page) => page.MarkDirty(); // PGM9003

    public void Lend([Transfers] Page page) => page.Release(); // PGM9003
}

public abstract class PGM9003Base
{
    public virtual void Step([Balanced(State.Locked)] Page page) => page.MarkDirty();

    public abstract bool Try([Balanced(State.Locked, false)] Page page);

}

public sealed class PGM9003Override : PGM9003Base
{
    public override void Step([Requires(State.Locked), Produces(State.Unlocked)] Page page) => page.Unlock(); // PGM9003

    public override bool Try([Balanced(State.Locked)] Page page) => page.Size > 0;
}

/// <summary>PGM9003: what was not written here cannot be annotated, so an implementation of it may say what it likes.</summary>
[Protocol("tap", "Open", "Shut")]
public sealed class PGM9003OfTheLibrary : IDisposable
{
    [Requires("Open"), Produces("Shut")]
    public void Dispose()
    {
    }
}
