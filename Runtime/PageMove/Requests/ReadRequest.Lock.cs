using PageMove.Contracts;

namespace PageMove.Requests;

/// <content>The lock and the abort.</content>
public sealed partial class ReadRequest
{
    // One word, so that lock and unlock are one exchange where nobody interferes. Its upper part counts the uses of the request: who holds on
    // to it across a time in which it was not locked asks for the generation that he knew, and never touches another one.
    private const long Locked = 1;
    private const long Aborted = 2;
    private const long Ending = 4;
    private const long Ended = 8;
    private const long Submitted = 16;
    private const int ReasonShift = 8;
    private const long ReasonMask = 0xFF;
    private const int GenerationShift = 16;

    private long _state = Ended;

    /// <summary>Held while the abort mark is set, so that <see cref="IsAborted"/> is stable under it.</summary>
    public Lock AbortLock { get; } = new();

    /// <summary>Whether the request was aborted.</summary>
    [Produces(State.Checked, Unless = State.Published, Inside = nameof(AbortLock), WhenInspected = true)]
    [Produces(State.Glanced, From = State.Unchecked, Outside = nameof(AbortLock), WhenInspected = true)]
    [Produces(State.Checked, From = State.Replaced, Outside = nameof(AbortLock), WhenInspected = true)]
    public bool IsAborted => (Volatile.Read(ref _state) & Aborted) != 0;

    /// <summary>Whether a copier holds the lock.</summary>
    [Answers(State.Locked, true)]
    public bool IsLocked => (Volatile.Read(ref _state) & Locked) != 0;

    /// <summary>Which use of the request this is; stable while it is locked.</summary>
    internal long Generation => GenerationOf(Volatile.Read(ref _state));

    /// <summary>Takes the lock.</summary>
    /// <returns><see langword="false"/> when the request was aborted; it has ended then, or its aborter is just ending it.</returns>
    /// <exception cref="InvalidOperationException">The request is locked already.</exception>
    [Requires(State.Untaken, State.Unlocked, State.Aborted), Produces(State.Locked, When = true), Produces(State.Untaken, Unless = State.Locked, When = false)]
    [Produces(State.Checked, Unless = State.Published, WhenInspected = true), Signals(Signal.RequestLocked, When = true), MustUse("PGM3003")]
    public bool TryLock() => TryLock(Generation);

    /// <summary>Gives the lock back.</summary>
    /// <returns><see langword="false"/> when the request was aborted; it stays locked, and the copier ends it (<see cref="End()"/>).</returns>
    /// <exception cref="InvalidOperationException">The request is not locked.</exception>
    [Requires(State.Locked), Produces(State.Unlocked, When = true), Produces(State.Aborted, When = false), Produces(State.Unchecked, From = State.Checked, When = true)]
    [Signals(Signal.RequestUnlocked, When = true), MustUse("PGM3003")]
    public bool TryUnlock()
    {
        long state = Volatile.Read(ref _state);
        while (true)
        {
            if ((state & Locked) == 0)
                throw new InvalidOperationException("The request is not locked.");

            if ((state & Aborted) != 0)
                return false;

            long seen = Interlocked.CompareExchange(ref _state, state & ~Locked, state);
            if (seen == state)
                return true;

            state = seen;
        }
    }

    /// <summary>Aborts the request: at once where it is not locked; where it is, the copier finds out at its next lock or unlock, and ends it.</summary>
    public void Abort() => TryAbort(Generation, RequestError.Aborted);

    /// <summary>As <see cref="Abort()"/>, with a reason of its own, which becomes the request's <see cref="Error"/>.</summary>
    /// <param name="reason">Why; the first abort's counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">The reason is none.</exception>
    public void Abort(RequestError reason)
    {
        if (reason == RequestError.None || !Enum.IsDefined(reason))
            throw new ArgumentOutOfRangeException(nameof(reason), reason, "An abort needs a reason.");

        TryAbort(Generation, reason);
    }

    /// <summary>As <see cref="TryLock()"/>, for one use of the request; <see langword="false"/>, too, when it is used for something else by now.</summary>
    [Produces(State.Locked, When = true), Produces(State.Untaken, Unless = State.Locked, When = false)]
    [Produces(State.Checked, Unless = State.Published, WhenInspected = true), Signals(Signal.RequestLocked, When = true), MustUse("PGM3003")]
    internal bool TryLock(long generation)
    {
        long state = Volatile.Read(ref _state);
        while (true)
        {
            if (GenerationOf(state) != generation || (state & (Aborted | Ending)) != 0)
                return false;

            if ((state & Locked) != 0)
                throw new InvalidOperationException("The request is locked already.");

            long seen = Interlocked.CompareExchange(ref _state, state | Locked, state);
            if (seen == state)
                return true;

            state = seen;
        }
    }

    /// <summary>As <see cref="Abort(RequestError)"/>, for one use of the request; nothing happens when it is used for something else by now.</summary>
    internal void TryAbort(long generation, RequestError reason)
    {
        long state;
        IRequestObserver? observer;
        lock (AbortLock)
        {
            state = Volatile.Read(ref _state);
            while (true)
            {
                if (GenerationOf(state) != generation || (state & (Aborted | Ending)) != 0)
                    return;

                // The mark and the decision who ends the request are one step, so that exactly one of aborter and copier does.
                observer = (state & Submitted) != 0 ? _observer : null;
                long ending = (state & Locked) == 0 ? Ending : 0;
                long seen = Interlocked.CompareExchange(ref _state, state | Aborted | ending | ((long)reason << ReasonShift), state);
                if (seen == state)
                    break;

                state = seen;
            }
        }

        observer?.OnAborted(this, generation);
        if ((state & Locked) == 0)
            GiveBackPages(0, reason);
    }

    private static long GenerationOf(long state) => state >>> GenerationShift;

    private static RequestError ReasonOf(long state) => (RequestError)((state >>> ReasonShift) & ReasonMask);
}
