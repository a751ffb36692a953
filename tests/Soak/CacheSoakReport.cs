namespace PageMove.Soak;

/// <summary>What a soak of the safe layer did, and whether every page and lease was found again at its end.</summary>
internal sealed class CacheSoakReport
{
    internal required int Seed { get; init; }

    internal required double Seconds { get; init; }

    internal required long Reads { get; init; }

    internal required long Failures { get; init; }

    internal required long Cancellations { get; init; }

    internal required long Changes { get; init; }

    internal required long Moved { get; init; }

    internal required long Copied { get; init; }

    internal required long Evicted { get; init; }

    /// <summary>Reads that saw bytes of another place or another file.</summary>
    internal required long Spoiled { get; init; }

    internal required long Missing { get; init; }

    internal required long Leases { get; init; }

    /// <summary>The first exception that is neither the source's nor a cancellation, if any.</summary>
    internal required string? Failure { get; init; }

    internal bool IsAccountedFor => Spoiled == 0 && Missing == 0 && Leases == 0 && Failure is null;

    internal void Write(TextWriter writer)
    {
        writer.WriteFigure("cache.seed", Seed);
        writer.WriteFigure("cache.seconds", Seconds);
        writer.WriteFigure("cache.reads", Reads);
        writer.WriteFigure("cache.reads failed by the source", Failures);
        writer.WriteFigure("cache.reads cancelled", Cancellations);
        writer.WriteFigure("cache.changes", Changes);
        writer.WriteFigure("cache.pages moved", Moved);
        writer.WriteFigure("cache.pages copied", Copied);
        writer.WriteFigure("cache.pages evicted", Evicted);
        writer.WriteFigure("cache.reads spoiled", Spoiled);
        writer.WriteFigure("cache.pages missing", Missing);
        writer.WriteFigure("cache.leases missing", Leases);
        if (Failure is not null)
            writer.WriteLine($"cache.failure: {Failure}");
    }
}
