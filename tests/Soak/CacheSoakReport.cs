using System.Globalization;

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
        Line("cache.seed", Seed);
        Line("cache.seconds", Seconds);
        Line("cache.reads", Reads);
        Line("cache.reads failed by the source", Failures);
        Line("cache.reads cancelled", Cancellations);
        Line("cache.changes", Changes);
        Line("cache.pages moved", Moved);
        Line("cache.pages copied", Copied);
        Line("cache.pages evicted", Evicted);
        Line("cache.reads spoiled", Spoiled);
        Line("cache.pages missing", Missing);
        Line("cache.leases missing", Leases);
        if (Failure is not null)
            writer.WriteLine($"cache.failure: {Failure}");

        void Line(string name, double value) => writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {value:0.#}"));
    }
}
