using PageMove.Requests;

namespace PageMove.Files;

/// <summary>
/// Pages on their way from the source, and those who wait for them: a hundred readers of a missing page share one. The counts are under the file's lock.
/// </summary>
internal sealed class Flight(ReadRequest request, long firstIndex, int pageCount, bool isSpeculative)
{
    private readonly TaskCompletionSource<FlightEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal ReadRequest Request { get; } = request;

    internal long FirstIndex { get; } = firstIndex;

    internal int PageCount { get; } = pageCount;

    /// <summary>Whether nobody had asked for the pages when it began: its failure is nobody's, and who wants the pages by then asks himself.</summary>
    internal bool IsSpeculative { get; } = isSpeculative;

    /// <summary>Completes when the flight has left the file.</summary>
    internal Task<FlightEnd> Completion => _end.Task;

    /// <summary>Why the source failed, once it did.</summary>
    internal Exception? Failure { get; set; }

    /// <summary>Whether the flight was given up: its pages will never be valid.</summary>
    internal bool IsGivenUp { get; private set; }

    private int Waiters { get; set; }

    internal bool Covers(long index) => index >= FirstIndex && index < FirstIndex + PageCount;

    internal bool Overlaps(long firstIndex, long lastIndex) => firstIndex < FirstIndex + PageCount && lastIndex >= FirstIndex;

    internal void Join() => Waiters++;

    /// <summary>A reader waits no more.</summary>
    /// <returns>Whether it was the last one that wanted the pages: the flight is to be given up.</returns>
    internal bool Leave() => --Waiters == 0 && !IsSpeculative && !Completion.IsCompleted;

    /// <summary>Marks the flight as given up; <see cref="Interrupt"/> follows, outside the file's lock.</summary>
    internal void GiveUp() => IsGivenUp = true;

    /// <summary>Aborts the request: ended at once, or by the copier that is just at work on it.</summary>
    internal void Interrupt() => Request.Abort(RequestError.Interrupted);

    internal void End(FlightEnd end) => _end.SetResult(end);
}
