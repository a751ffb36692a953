using PageMove.Caching;

namespace PageMove.Connections;

/// <summary>How a <see cref="Connection"/> is made.</summary>
public sealed class ConnectionOptions
{
    /// <summary>Where the pages of a reply are added once they are valid, unless they are on a list already.</summary>
    public PageLru? Lru { get; init; }

    /// <summary>
    /// How long a request may take from its submission to its end before it ends with <see cref="Requests.RequestError.TimedOut"/>;
    /// <see cref="Timeout.InfiniteTimeSpan"/> for ever.
    /// </summary>
    public TimeSpan ReplyTimeout { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>The clock of <see cref="ReplyTimeout"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
