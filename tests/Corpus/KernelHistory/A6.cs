using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;

namespace Corpus.KernelHistory;

/// <summary>The mover says that the page is up to date, which is for completion to say: toggled once more, it is an error.</summary>
/// <note>No rule tells the mover from completion.</note>
public static class A6
{
    public static void Broken(AddressSpace file, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        newPage.MarkUpToDate();
        file.Replace(oldPage, newPage);
    }

    public static void Repaired(AddressSpace file, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        newPage.ClearUpToDate();
        file.Replace(oldPage, newPage);
    }
}
