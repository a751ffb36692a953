using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Corpus.KernelHistory;

/// <summary>A page of the request is looked at after the unlock, when an abort may have given it back.</summary>
public static class A3
{
    public static bool Broken([Balanced(State.Locked, false)] ReadRequest request, PipeBuffer buffer)
    {
        Page oldPage = request.Pages[0];
        if (!request.TryUnlock()) // earlier PGM2006
            return false;
        if (buffer.Confirm() != ConfirmResult.Good)
            return false;
        if (buffer.Length != oldPage.Size) // PGM2006
            return false;
        return request.TryLock();
    }

    public static bool Repaired([Balanced(State.Locked, false)] ReadRequest request, PipeBuffer buffer)
    {
        Page oldPage = request.Pages[0];
        oldPage.AddReference();
        try
        {
            if (!request.TryUnlock())
                return false;
            if (buffer.Confirm() != ConfirmResult.Good)
                return false;
            if (buffer.Length != oldPage.Size)
                return false;
            return request.TryLock();
        }
        finally
        {
            oldPage.Release();
        }
    }
}
