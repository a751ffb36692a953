using System.Runtime.CompilerServices;
using PageMove.Requests;

namespace PageMove.Moving;

/// <summary>Counts pages by what became of them (law 19: a refusal is counted, never logged). A copier's own: not thread-safe.</summary>
public struct MoveStatistics
{
    private RefusalCounts _refusals;

    /// <summary>Pages that were moved.</summary>
    public long Moved { get; private set; }

    /// <summary>Pages that were copied, wholly or in part.</summary>
    public long Copied { get; private set; }

    /// <summary>Pages that lay wholly past the reply and were zeroed.</summary>
    public long Zeroed { get; private set; }

    /// <summary>Pages that were not filled as their request was aborted.</summary>
    public long Aborted { get; private set; }

    /// <summary>Pages that were not filled as their request failed.</summary>
    public long Failed { get; private set; }

    /// <summary>Pages that were not moved for the reason, whether the copy that followed succeeded or not.</summary>
    public readonly long Refused(MoveRefusal reason) => _refusals[(int)reason];

    /// <summary>Adds another copier's counts.</summary>
    public void Add(in MoveStatistics other)
    {
        Moved += other.Moved;
        Copied += other.Copied;
        Zeroed += other.Zeroed;
        Aborted += other.Aborted;
        Failed += other.Failed;
        ReadOnlySpan<long> refusals = other._refusals;
        for (int reason = 0; reason < refusals.Length; reason++)
            _refusals[reason] += refusals[reason];
    }

    /// <summary>Counts one page.</summary>
    public void Count(PageOutcome outcome)
    {
        switch (outcome.Fate)
        {
            case PageFate.Moved:
                Moved++;
                break;

            case PageFate.Copied:
                Copied++;
                break;

            case PageFate.Zeroed:
                Zeroed++;
                break;

            case PageFate.Aborted:
                Aborted++;
                break;

            case PageFate.Failed:
                Failed++;
                break;
        }

        if (outcome.Refusal != MoveRefusal.None)
            _refusals[(int)outcome.Refusal]++;
    }

    [InlineArray((int)MoveRefusal.NewPageFlags + 1)]
    private struct RefusalCounts
    {
        private long _first;
    }
}
