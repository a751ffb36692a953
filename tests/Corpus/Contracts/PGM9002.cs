using System.Threading.Tasks;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Contracts;

/// <summary>PGM9002: what a contract names is there.</summary>
[Protocol("gate", "Open", "Shut", Entry = "Open")]
public class PGM9002
{
    private readonly object _hinge = new();

    public static void MistypedBad([Requires("Lokced")] Page page) => page.MarkDirty(); // PGM9002

    public static void StateOfAnotherTypeBad([Requires(State.Confirmed)] Page page) => page.MarkDirty(); // PGM9002

    public static void OneOfTwoBad([Requires(State.Locked, "Frozen")] Page page) => page.MarkDirty(); // PGM9002

    public static void OwnStateGood([Requires(State.Confirmed)] PipeBuffer buffer) => buffer.Release();

    public static void ProducedBad([Produces("Freed")] Page page) => page.Release(); // PGM9002

    public static void ProducedFromBad([Produces(State.Released, From = State.Emptied)] Page page) => page.Release(); // PGM9002

    public static void ProducedGood([Produces(State.Released, From = State.Held)] Page page) => page.Release();

    public static void BalancedBad([Balanced("Latched")] Page page) => page.MarkDirty(); // PGM9002

    [return: Produces("Owned")] // PGM9002
    public static Page ResultBad(PageArena arena) => arena.Allocate();

    [return: Produces(State.Held)]
    public static Task<Page> AwaitedResultGood(PageArena arena) => Task.FromResult(arena.Allocate());

    [return: Produces("Owned")] // PGM9002
    public static Task<Page> AwaitedResultBad(PageArena arena) => Task.FromResult(arena.Allocate());

    public static void ConstrainedTypeParameterBad<T>([Requires("Ajar")] T gate) // PGM9002
        where T : PGM9002 => gate.MembersGood();

    public static void ConstrainedTypeParameterGood<T>([Requires("Open")] T gate)
        where T : PGM9002 => gate.MembersGood();

    [Requires("Open"), Produces("Shut", Inside = nameof(_hinge))]
    public void MembersGood()
    {
    }

    [Requires("Open"), Produces("Shut", Inside = "_lock")] // PGM9002
    public void LockBad()
    {
    }

    [Requires("Locked")] // PGM9002
    public void MemberBad()
    {
    }

    [NotBefore("PGM1007", "Insert", Instead = nameof(Exchange))] // PGM9002
    public bool RemoveBad(Page page) => page.Size > _hinge.GetHashCode();

    [NotBefore("PGM1007", nameof(Add), Instead = nameof(Exchange))]
    public bool RemoveGood(Page page) => page.Size > 0;

    public void Add(long index, Page page) => page.MarkDirty();

    public void Exchange(Page old, Page page) => page.MarkDirty();
}
