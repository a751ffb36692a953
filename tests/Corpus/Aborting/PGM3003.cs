using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using PageMove.Contracts;
using PageMove.Requests;

namespace Corpus.Aborting;

/// <summary>PGM3003: whoever locks or unlocks a request looks whether it was aborted.</summary>
public class PGM3003
{
    private bool _locked;

    public static void StraightLineBad(ReadRequest request)
    {
        request.TryLock(); // PGM3003
        request.End();
    }

    public static void StraightLineGood(ReadRequest request)
    {
        if (request.TryLock())
            request.End();
    }

    public static void UnlockBad([Requires(State.Locked)] ReadRequest request)
    {
        request.TryUnlock(); // PGM3003
    }

    public static void UnlockGood([Requires(State.Locked)] ReadRequest request)
    {
        if (!request.TryUnlock())
            request.End();
    }

    public static void ExpressionBodyBad([Requires(State.Locked)] ReadRequest request) => request.TryUnlock(); // PGM3003

    public static bool ExpressionBodyGood([Requires(State.Locked)] ReadRequest request) => request.TryUnlock();

    public static void DiscardBad(ReadRequest request)
    {
        _ = request.TryLock(); // PGM3003
        request.End();
    }

    public static void UnreadVariableBad([Requires(State.Locked)] ReadRequest request)
    {
        bool unlocked = request.TryUnlock(); // PGM3003
    }

    public static void BranchBad(ReadRequest request, bool exclusive)
    {
        if (exclusive)
            request.TryLock(); // PGM3003
        request.End();
    }

    public static void BranchGood(ReadRequest request, bool exclusive)
    {
        if (exclusive && request.TryLock())
            request.End();
    }

    public static int EarlyReturnBad(ReadRequest request)
    {
        if (request.Pages.Length == 0)
            return 0;
        request.TryLock(); // PGM3003
        int pages = request.Pages.Length;
        request.End();
        return pages;
    }

    public static int EarlyReturnGood(ReadRequest request)
    {
        if (!request.TryLock())
            return 0;
        int pages = request.Pages.Length;
        request.End();
        return pages;
    }

    public static void LoopBad(IEnumerable<ReadRequest> requests)
    {
        foreach (ReadRequest request in requests)
        {
            request.TryLock(); // PGM3003
            request.End();
        }
    }

    public static void LoopGood(IEnumerable<ReadRequest> requests)
    {
        foreach (ReadRequest request in requests)
        {
            if (request.TryLock())
                request.End();
        }
    }

    public static void TryFinallyBad([Requires(State.Locked)] ReadRequest request, Stream log)
    {
        try
        {
            log.WriteByte(1);
        }
        finally
        {
            request.TryUnlock(); // PGM3003
        }
    }

    public static void TryFinallyGood([Requires(State.Locked)] ReadRequest request, Stream log)
    {
        try
        {
            log.WriteByte(1);
        }
        finally
        {
            if (!request.TryUnlock())
                request.End();
        }
    }

    public static void CatchBad([Requires(State.Locked)] ReadRequest request, Stream log)
    {
        try
        {
            log.WriteByte(1);
        }
        catch (IOException)
        {
            request.TryUnlock(); // PGM3003
        }
    }

    public static void UsingBad(ReadRequest request, Stream log)
    {
        using (log)
        {
            request.TryLock(); // PGM3003
            request.End();
        }
    }

    public static void UsingGood(ReadRequest request, Stream log)
    {
        using (log)
        {
            if (request.TryLock())
                request.End();
        }
    }

    public static void AliasBad(ReadRequest request)
    {
        ReadRequest alias = request;
        alias.TryLock(); // PGM3003
        request.End();
    }

    public static void AliasGood(ReadRequest request)
    {
        bool locked = request.TryLock();
        bool mine = locked;
        if (mine)
            request.End();
    }

    public static void OutBad(ReadRequest request, out int pages)
    {
        request.TryLock(); // PGM3003
        pages = request.Pages.Length;
        request.End();
    }

    public static void OutGood([Requires(State.Locked)] ReadRequest request, out bool unlocked)
    {
        unlocked = request.TryUnlock();
    }

    public static void CorrelatedBad(ReadRequest request, bool exclusive)
    {
        if (exclusive)
            request.TryLock(); // PGM3003
        Console.WriteLine(request.Pages.Length);
        if (exclusive)
            request.End();
    }

    public static void CorrelatedGood(ReadRequest request)
    {
        bool locked = request.TryLock();
        Console.WriteLine(request.Pages.Length);
        if (locked)
            request.End();
    }

    public static async Task AsyncBad([Requires(State.Locked)] ReadRequest request)
    {
        await Task.Yield();
        request.TryUnlock(); // PGM3003
    }

    public static async Task AsyncGood([Requires(State.Locked)] ReadRequest request)
    {
        bool unlocked = request.TryUnlock();
        await Task.Yield();
        if (!unlocked)
            request.End();
    }

    public static async Task AsyncWrapperBad([Requires(State.Locked)] ReadRequest request)
    {
        await UnlockAsync(request); // PGM3003
    }

    public static async Task AsyncWrapperGood([Requires(State.Locked)] ReadRequest request)
    {
        if (!await UnlockAsync(request))
            request.End();
    }

    public static void WrapperBad([Requires(State.Locked)] ReadRequest request)
    {
        UnlockAndTell(request); // PGM3003
    }

    public static bool WrapperGood([Requires(State.Locked)] ReadRequest request) => UnlockAndTell(request);

    public static void NullConditionalBad(ReadRequest? request)
    {
        request?.TryLock(); // PGM3003
        request?.End();
    }

    public static void NullConditionalGood(ReadRequest? request)
    {
        if (request?.TryLock() ?? false)
            request.End();
    }

    public static void SwitchGood(ReadRequest request)
    {
        switch (request.TryLock())
        {
            case true:
                request.End();
                break;
            default:
                Console.WriteLine("aborted");
                break;
        }
    }

    public static void SpinGood(ReadRequest request)
    {
        while (!request.TryLock())
            Console.WriteLine("waiting");
        request.End();
    }

    public static void InsideLambdaBad([Requires(State.Locked)] ReadRequest request, Action<Action> schedule)
    {
        schedule(() => request.TryUnlock()); // PGM3003
    }

    public static void InsideLambdaGood([Requires(State.Locked)] ReadRequest request, Action<Func<bool>> schedule)
    {
        schedule(() => request.TryUnlock());
    }

    public static void LocalFunctionBad([Requires(State.Locked)] ReadRequest request)
    {
        Unlock();

        void Unlock() => request.TryUnlock(); // PGM3003
    }

    public void FieldGood([Requires(State.Locked)] ReadRequest request)
    {
        _locked = !request.TryUnlock();
    }

    public bool IsStillLocked() => _locked;

    [MustUse("PGM3003")]
    private static bool UnlockAndTell([Requires(State.Locked)] ReadRequest request)
    {
        bool unlocked = request.TryUnlock();
        Console.WriteLine(unlocked);
        return unlocked;
    }

    [MustUse("PGM3003")]
    private static async Task<bool> UnlockAsync([Requires(State.Locked)] ReadRequest request)
    {
        await Task.Yield();
        return request.TryUnlock();
    }
}
