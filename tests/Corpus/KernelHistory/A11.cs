using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;

namespace Corpus.KernelHistory;

/// <summary>The old page is removed and the new one added: in between readers see a hole, and the add can fail.</summary>
public static class A11
{
    public static bool Broken(AddressSpace file, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        long index = oldPage.Index;
        file.Remove(oldPage); // earlier PGM1007
        return file.TryAdd(index, newPage); // PGM1007
    }

    public static bool Repaired(AddressSpace file, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        file.Replace(oldPage, newPage);
        return true;
    }
}
