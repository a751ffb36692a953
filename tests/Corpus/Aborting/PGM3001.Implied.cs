using System.IO;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Requests;

namespace Corpus.Aborting;

/// <summary>PGM3001: who was told by a contract that the request is locked has been told that it is not aborted, too.</summary>
public static class PGM3001Implied
{
    public static bool LockedByAContractGood(ReadRequest request, AddressSpace space, [Requires(State.Locked)] Page old, [Requires(State.Locked)] Page fresh)
    {
        if (!TryEnter(request))
            return false;
        space.Replace(old, fresh);
        request.Complete(0);
        return true;
    }

    public static void LockedForCertainGood(ReadRequest request, AddressSpace space, [Requires(State.Locked)] Page old, [Requires(State.Locked)] Page fresh)
    {
        Enter(request);
        space.Replace(old, fresh);
        request.Complete(0);
    }

    public static void WhereTheContractSaysThatItIsNotBad(ReadRequest request, AddressSpace space, [Requires(State.Locked)] Page old, [Requires(State.Locked)] Page fresh)
    {
        if (TryEnter(request))
            request.Complete(0);
        else
            space.Replace(old, fresh); // PGM3001
    }

    public static void BeforeItBad(ReadRequest request, AddressSpace space, [Requires(State.Locked)] Page old, [Requires(State.Locked)] Page fresh, bool early)
    {
        if (early)
        {
            space.Replace(old, fresh); // PGM3001
            return;
        }

        Enter(request);
        request.Complete(0);
    }

    private static bool TryEnter([Produces(State.Locked, When = true)] ReadRequest request) => request.TryLock();

    private static void Enter([Produces(State.Locked)] ReadRequest request)
    {
        if (!request.TryLock())
            throw new IOException();
    }
}
