using System.Runtime.CompilerServices;

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

    /// <summary>Pages that were not moved for the reason, whether the copy that followed succeeded or not.</summary>
    public readonly long Refused(MoveRefusal reason) => _refusals[(int)reason];

    internal void CountMoved() => Moved++;

    internal void CountCopied() => Copied++;

    internal void CountZeroed() => Zeroed++;

    internal void CountRefused(MoveRefusal reason) => _refusals[(int)reason]++;

    [InlineArray((int)MoveRefusal.NewPageFlags + 1)]
    private struct RefusalCounts
    {
        private long _first;
    }
}
