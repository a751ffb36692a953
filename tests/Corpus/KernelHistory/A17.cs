using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.KernelHistory;

/// <summary>A large page is refused after it was stolen, when its source has lost it already.</summary>
public static class A17
{
    public static bool Broken([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace file, [Requires(State.Locked)] Page oldPage)
    {
        if (buffer.Length != oldPage.Size || !buffer.TrySteal(out Page? newPage))
            return false;
        if (newPage.Size != oldPage.Size || newPage.MapCount != 0 || newPage.Mapping is not null) // PGM1004
        {
            newPage.Unlock();
            return false;
        }

        file.Replace(oldPage, newPage);
        newPage.Unlock();
        return true;
    }

    public static bool Repaired([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace file, [Requires(State.Locked)] Page oldPage)
    {
        if (buffer.Length != oldPage.Size || buffer.Page.Size != oldPage.Size || !buffer.TrySteal(out Page? newPage))
            return false;
        if (newPage.MapCount != 0 || newPage.Mapping is not null)
        {
            newPage.Unlock();
            return false;
        }

        file.Replace(oldPage, newPage);
        newPage.Unlock();
        return true;
    }
}
