using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.KernelHistory;

/// <summary>The count is looked at again after the steal, and a look-up that raised it for a moment has the move refused.</summary>
public static class A8
{
    public static bool Broken([Requires(State.Confirmed)] PipeBuffer buffer, out Page? stolen)
    {
        stolen = null;
        if (!buffer.TrySteal(out Page? newPage))
            return false;
        if (newPage.MapCount != 0 || newPage.Mapping is not null || newPage.ReferenceCount != 1) // PGM1011
        {
            newPage.Unlock();
            return false;
        }

        stolen = newPage;
        return true;
    }

    public static bool Repaired([Requires(State.Confirmed)] PipeBuffer buffer, out Page? stolen)
    {
        stolen = null;
        if (!buffer.TrySteal(out Page? newPage))
            return false;
        if (newPage.MapCount != 0 || newPage.Mapping is not null)
        {
            newPage.Unlock();
            return false;
        }

        stolen = newPage;
        return true;
    }
}
