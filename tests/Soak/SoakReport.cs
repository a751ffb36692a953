namespace PageMove.Soak;

/// <summary>What a soak did, and whether every page was found again at its end.</summary>
internal sealed class SoakReport
{
    internal required int Seed { get; init; }

    internal required double Seconds { get; init; }

    internal required long Reads { get; init; }

    internal required long Requests { get; init; }

    internal required long Moved { get; init; }

    internal required long Copied { get; init; }

    internal required long Aborted { get; init; }

    internal required long Truncations { get; init; }

    internal required long Reclaimed { get; init; }

    /// <summary>Pages that a reader found up to date with bytes that were not theirs.</summary>
    internal required long Spoiled { get; init; }

    /// <summary>Pages that nobody refers to and that are not free.</summary>
    internal required long Missing { get; init; }

    internal required long LeftOnList { get; init; }

    /// <summary>The first exception of a worker, if any.</summary>
    internal required string? Failure { get; init; }

    internal bool IsAccountedFor => Spoiled == 0 && Missing == 0 && LeftOnList == 0 && Failure is null;

    internal void Write(TextWriter writer)
    {
        writer.WriteFigure("seed", Seed);
        writer.WriteFigure("seconds", Seconds);
        writer.WriteFigure("reads", Reads);
        writer.WriteFigure("requests", Requests);
        writer.WriteFigure("pages moved", Moved);
        writer.WriteFigure("pages copied", Copied);
        writer.WriteFigure("requests aborted", Aborted);
        writer.WriteFigure("truncations", Truncations);
        writer.WriteFigure("pages reclaimed", Reclaimed);
        writer.WriteFigure("pages spoiled", Spoiled);
        writer.WriteFigure("pages missing", Missing);
        writer.WriteFigure("pages left on the list", LeftOnList);
        if (Failure is not null)
            writer.WriteLine($"failure: {Failure}");
    }
}
