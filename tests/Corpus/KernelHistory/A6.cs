using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.KernelHistory;

/// <summary>The mover says that the page is up to date, which is for completion to say: toggled once more, it is an error.</summary>
public static class A6
{
    public static bool Broken([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace file, [Requires(State.Locked)] Page oldPage)
    {
        if (buffer.Length != oldPage.Size || !buffer.TrySteal(out Page? newPage))
            return false;
        bool isFit = newPage.MapCount == 0 && newPage.Mapping is null;
        if (isFit)
        {
            newPage.MarkUpToDate(); // earlier PGM1010
            file.Replace(oldPage, newPage); // PGM1010
        }

        newPage.Unlock();
        return isFit;
    }

    public static bool Repaired([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace file, [Requires(State.Locked)] Page oldPage)
    {
        if (buffer.Length != oldPage.Size || !buffer.TrySteal(out Page? newPage))
            return false;
        bool isFit = newPage.MapCount == 0 && newPage.Mapping is null;
        if (isFit)
        {
            newPage.ClearUpToDate();
            file.Replace(oldPage, newPage);
        }

        newPage.Unlock();
        return isFit;
    }
}
