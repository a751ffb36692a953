using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.KernelHistory;

/// <summary>The mover leaves the donor's reference to whoever clears the pipe; by then the page has left the cache and its count is one.</summary>
/// <note>A release that is on every path, but late, is not seen: late is no state.</note>
public static class A4
{
    public static bool Broken(PagePipe pipe, AddressSpace file, [Requires(State.Locked)] Page oldPage)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return false;
        if (buffer.Confirm() != ConfirmResult.Good || buffer.Length != oldPage.Size || !buffer.TrySteal(out Page? newPage)) // PGM4004
        {
            buffer.Release();
            return false;
        }

        bool isFit = newPage.MapCount == 0 && newPage.Mapping is null;
        if (isFit)
            file.Replace(oldPage, newPage);
        newPage.Unlock();
        return isFit;
    }

    public static bool Repaired(PagePipe pipe, AddressSpace file, [Requires(State.Locked)] Page oldPage)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return false;
        if (buffer.Confirm() != ConfirmResult.Good || buffer.Length != oldPage.Size || !buffer.TrySteal(out Page? newPage))
        {
            buffer.Release();
            return false;
        }

        if (newPage.MapCount != 0 || newPage.Mapping is not null)
        {
            newPage.Unlock();
            buffer.Release();
            return false;
        }

        file.Replace(oldPage, newPage);
        buffer.Release();
        newPage.Unlock();
        return true;
    }
}
