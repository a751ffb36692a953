using PageMove.Contracts;
using PageMove.Pages;

namespace Corpus.Contracts;

/// <summary>PGM9006: the rule that a contract names is one that is reported.</summary>
public static class PGM9006
{
    [MustUse("PGM1033")] // PGM9006
    public static bool UnknownBad(Page page) => page.TryLock();

    [MustUse("PGM1003")]
    public static bool KnownGood(Page page) => page.TryLock();

    [AskFirst("1004")] // PGM9006
    public static bool NumberAloneBad(Page page) => page.TryLock();

    public static bool OwedBad([Owes(Question.Sanity, "ACME1")] out Page? page) // PGM9006
    {
        page = null;
        return false;
    }

    public static bool OwedGood([Owes(Question.Sanity, "PGM1005")] out Page? page)
    {
        page = null;
        return false;
    }
}
