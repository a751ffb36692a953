using System;
using PageMove.Moving;
using PageMove.Requests;

namespace Corpus.KernelHistory;

/// <summary>Each refused page is described in the log, so that a peer who sends nothing else fills it.</summary>
/// <note>Whether a log is bounded is not part of any contract.</note>
public static class A10
{
    public static void Broken(ReadOnlySpan<PageOutcome> outcomes)
    {
        foreach (PageOutcome outcome in outcomes)
        {
            if (outcome.Refusal != MoveRefusal.None)
                Console.Error.WriteLine($"page refused: {outcome}");
        }
    }

    public static void Repaired(ReadOnlySpan<PageOutcome> outcomes, ref MoveStatistics statistics)
    {
        foreach (PageOutcome outcome in outcomes)
            statistics.Count(outcome);
    }
}
