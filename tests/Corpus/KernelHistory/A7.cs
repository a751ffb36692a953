using PageMove.Contracts;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.KernelHistory;

/// <summary>The donor's word is taken for whether the page is up to date, and the exit that doubts it leaves the page locked.</summary>
/// <note>The lock is noticed; that the donor was asked is not.</note>
public static class A7
{
    public static MoveResult Broken([Requires(State.Confirmed)] PipeBuffer buffer, out Page? stolen)
    {
        stolen = null;
        if (!buffer.TrySteal(out Page? newPage)) // PGM2003
            return MoveResult.Copy;
        if (!newPage.IsUpToDate)
            return MoveResult.BadContent; // earlier PGM2003
        stolen = newPage;
        return MoveResult.Moved;
    }

    public static MoveResult Repaired([Requires(State.Confirmed)] PipeBuffer buffer, out Page? stolen)
    {
        stolen = null;
        if (!buffer.TrySteal(out Page? newPage))
            return MoveResult.Copy;
        newPage.ClearUpToDate();
        stolen = newPage;
        return MoveResult.Moved;
    }
}
