using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks;
using PageMove.Contracts;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Corpus.Contracts;

public interface IFinisher
{
    void Finish([Produces(State.Released)] Page page);

    [return: Produces(State.Held)]
    Page Take(PageArena arena);

    [return: Produces(State.Held)]
    ValueTask<Page> TakeAsync(PageArena arena);

    bool TryTake(PageArena arena, [NotNullWhen(true), Produces(State.Held, When = true)] out Page? page);

    [MustUse("PGM1003")]
    bool TryEnter([Produces(State.Locked, When = true)] Page page);

    void Leave([Requires(State.Locked), Produces(State.Unlocked)] Page page);

    void Keep([Transfers] Page page);

    void KeepAnything([Transfers] object item);

    MoveResult Move([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request);
}

/// <summary>Implements by name, without a contract of its own.</summary>
public sealed class ByName : IFinisher
{
    private object? _kept;

    public void Finish(Page page) => page.Release();

    public Page Take(PageArena arena) => arena.Allocate();

    public ValueTask<Page> TakeAsync(PageArena arena) => ValueTask.FromResult(arena.Allocate());

    public bool TryTake(PageArena arena, [NotNullWhen(true)] out Page? page) => arena.TryAllocate(out page);

    public bool TryEnter(Page page) => page.TryLock();

    public void Leave(Page page) => page.Unlock();

    public void Keep(Page page) => _kept = page;

    public void KeepAnything(object item) => _kept = item;

    public MoveResult Move(ReadRequest request) => MoveResult.Copy;
}

/// <summary>Implements explicitly; what its own bodies owe is what the interface says.</summary>
public sealed class Explicitly : IFinisher
{
    private Page? _kept;

    void IFinisher.Finish(Page page)
    {
        page.Release();
        page.MarkDirty(); // PGM4001
    }

    Page IFinisher.Take(PageArena arena) => arena.Allocate();

    ValueTask<Page> IFinisher.TakeAsync(PageArena arena) => ValueTask.FromResult(arena.Allocate());

    bool IFinisher.TryTake(PageArena arena, [NotNullWhen(true)] out Page? page) => arena.TryAllocate(out page);

    // Left locked as the interface says.
    bool IFinisher.TryEnter(Page page) => page.TryLock();

    void IFinisher.Leave(Page page)
    {
        page.Unlock();
        page.Unlock(); // PGM2001
    }

    void IFinisher.Keep(Page page) => _kept = page;

    void IFinisher.KeepAnything(object item)
    {
    }

    MoveResult IFinisher.Move(ReadRequest request)
    {
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        return MoveResult.Copy; // PGM2004
    }
}

/// <summary>What an interface or a base says counts for its callers, and for those of whatever implements it.</summary>
public static class Inherited
{
    public static void InterfaceTwiceBad(IFinisher finisher, PipeBuffer buffer, Page page)
    {
        finisher.Finish(page);
        finisher.Finish(page); // PGM4002
        buffer.Release();
    }

    public static void InterfaceUsedAfterBad(IFinisher finisher, Page page)
    {
        finisher.Finish(page);
        page.MarkDirty(); // PGM4001
    }

    public static void InterfaceOnceGood(IFinisher finisher, Page page)
    {
        page.MarkDirty();
        finisher.Finish(page);
    }

    public static void ImplementationUsedAfterBad(ByName finisher, Page page)
    {
        finisher.Finish(page);
        page.MarkDirty(); // PGM4001
    }

    public static void ExplicitUsedAfterBad(Explicitly finisher, Page page)
    {
        ((IFinisher)finisher).Finish(page);
        page.MarkDirty(); // PGM4001
    }

    public static int TakenBad(IFinisher finisher, PageArena arena)
    {
        Page page = finisher.Take(arena); // PGM4003
        return page.Size;
    }

    public static int TakenFromImplementationBad(ByName finisher, PageArena arena)
    {
        Page page = finisher.Take(arena); // PGM4003
        return page.Size;
    }

    public static void TakenGood(ByName finisher, PageArena arena)
    {
        Page page = finisher.Take(arena);
        finisher.Finish(page);
    }

    public static async Task<int> AwaitedBad(IFinisher finisher, PageArena arena)
    {
        Page page = await finisher.TakeAsync(arena); // PGM4003
        return page.Size;
    }

    public static async Task<int> AwaitedFromImplementationBad(ByName finisher, PageArena arena)
    {
        Page page = await finisher.TakeAsync(arena); // PGM4003
        return page.Size;
    }

    public static async Task AwaitedGood(ByName finisher, PageArena arena)
    {
        Page page = await finisher.TakeAsync(arena);
        finisher.Keep(page);
    }

    public static bool OutBad(ByName finisher, PageArena arena)
    {
        if (!finisher.TryTake(arena, out Page? page)) // PGM4003
            return false;
        return page.IsUpToDate;
    }

    public static bool OutGood(IFinisher finisher, PageArena arena)
    {
        if (!finisher.TryTake(arena, out Page? page))
            return false;
        page.Release();
        return true;
    }

    public static void ResultIgnoredBad(ByName finisher, Page page)
    {
        finisher.TryEnter(page); // PGM1003
        page.Unlock();
    }

    public static void EnteredBad(IFinisher finisher, Page page)
    {
        if (finisher.TryEnter(page)) // PGM2003
            page.MarkDirty();
    }

    public static void EnteredGood(ByName finisher, Page page)
    {
        if (!finisher.TryEnter(page))
            return;
        page.MarkDirty();
        finisher.Leave(page);
    }

    public static void LeftTwiceBad(ByName finisher, Page page)
    {
        page.Lock();
        finisher.Leave(page);
        finisher.Leave(page); // PGM2001
    }

    public static void KeptGood(ByName finisher, PageArena arena)
    {
        Page page = arena.Allocate();
        finisher.Keep(page);
    }

    public static void KeptAsObjectGood(IFinisher finisher, PageArena arena)
    {
        Page page = arena.Allocate();
        finisher.KeepAnything(page);
    }

    public static int OverriddenTwiceOverBad(Grandchild child, PageArena arena)
    {
        Page page = child.Make(arena); // PGM4003
        return page.Size;
    }

    public static void OverriddenTwiceOverGood(Grandchild child, PageArena arena)
    {
        using Page page = child.Make(arena);
        page.MarkDirty();
    }

    public static void ImplementedByABaseThatDoesNotKnowBad(Adapted adapted, Page page)
    {
        ((IEnder)adapted).End(page);
        page.MarkDirty(); // PGM4001
    }

    public static string NameBad(Named named) => named.Title.Trim(); // PGM4007

    public static string NameGood(Named named) => named.Title is { } title ? title.Trim() : string.Empty;

    public static void DoorBad(WoodenDoor door)
    {
        door.Close();
        door.Close(); // PGM2001
    }

    public static void DoorGood(IDoor door)
    {
        door.Close();
        door.Open();
        door.Close();
    }
}

public abstract class Parent
{
    [return: Produces(State.Held)]
    public abstract Page Make(PageArena arena);
}

public abstract class Child : Parent
{
    public override Page Make(PageArena arena) => arena.Allocate();
}

public sealed class Grandchild : Child
{
    public override Page Make(PageArena arena) => arena.Allocate();
}

public interface IEnder
{
    void End([Produces(State.Released)] Page page);
}

public class Plain
{
    public void End(Page page) => page.Release();
}

public sealed class Adapted : Plain, IEnder;

public interface INamed
{
    [MustCheck("PGM4007")]
    string? Title { get; }
}

public sealed class Named : INamed
{
#nullable disable
    public string Title => null;
#nullable restore
}

[Protocol("door", "Ajar", "Closed")]
[Rule("PGM2001", Breach.Repeated, "Closed")]
public interface IDoor
{
    [Requires("Ajar"), Produces("Closed")]
    void Close();

    [Produces("Ajar")]
    void Open();
}

public sealed class WoodenDoor : IDoor
{
    public void Close()
    {
    }

    public void Open()
    {
    }
}
