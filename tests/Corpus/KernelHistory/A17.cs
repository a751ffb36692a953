using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.KernelHistory;

/// <summary>A large page is refused after it was stolen, when its source has lost it already.</summary>
/// <note>No rule asks for the cheap checks first.</note>
public static class A17
{
    public static bool Broken([Requires(State.Confirmed)] PipeBuffer buffer, Page oldPage, out Page? stolen)
    {
        stolen = null;
        if (!buffer.TrySteal(out Page? newPage))
            return false;
        if (newPage.Size != oldPage.Size)
        {
            newPage.Unlock();
            return false;
        }

        stolen = newPage;
        return true;
    }

    public static bool Repaired([Requires(State.Confirmed)] PipeBuffer buffer, Page oldPage, out Page? stolen)
    {
        stolen = null;
        if (buffer.Page.Size != oldPage.Size)
            return false;
        if (!buffer.TrySteal(out Page? newPage))
            return false;
        stolen = newPage;
        return true;
    }
}
