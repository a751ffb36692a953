using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Moving;

/// <summary>PGM1001: the number behind an enum says as much as the enum.</summary>
public static class PGM1001Numbers
{
    public static void CastGood(PipeBuffer buffer)
    {
        if ((int)buffer.Confirm() == 0 && buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static void KeptGood(PipeBuffer buffer)
    {
        int code = (int)buffer.Confirm();
        if (code != 0)
            return;
        if (buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static void AndBackGood(PipeBuffer buffer)
    {
        int code = (int)buffer.Confirm();
        if ((ConfirmResult)code != ConfirmResult.Good)
            return;
        if (buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static void AnotherNumberBad(PipeBuffer buffer)
    {
        if ((int)buffer.Confirm() == 1 && buffer.TrySteal(out Page? page)) // PGM1001
            page.Unlock();
    }

    public static void OppositeBad(PipeBuffer buffer)
    {
        int code = (int)buffer.Confirm();
        if (code == 0)
            return;
        if (buffer.TrySteal(out Page? page)) // PGM1001
            page.Unlock();
    }
}
