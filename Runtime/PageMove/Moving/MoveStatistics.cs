namespace PageMove.Moving;

/// <summary>Counts pages by what became of them (law 19: a refusal is counted, never logged). Not thread-safe.</summary>
public struct MoveStatistics
{
    /// <summary>Pages that were moved.</summary>
    public long Moved { get; private set; }

    /// <summary>Pages that were copied, wholly or in part.</summary>
    public long Copied { get; private set; }

    /// <summary>Pages that lay wholly past the reply and were zeroed.</summary>
    public long Zeroed { get; private set; }

    /// <summary>Pages that were not moved for a reason.</summary>
    public readonly long Refused(MoveRefusal reason) => throw new NotImplementedException();
}
