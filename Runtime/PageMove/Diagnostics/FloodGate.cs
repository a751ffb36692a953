namespace PageMove.Diagnostics;

/// <summary>Lets one message a second through, and counts the rest, so that a failing peer cannot fill a log (law 19). Thread-safe.</summary>
internal sealed class FloodGate(TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private long _last;
    private long _held;
    private bool _hasPassed;

    /// <summary>Asks to let a message through.</summary>
    /// <param name="held">Messages that were held back since the last one.</param>
    internal bool TryPass(out long held)
    {
        lock (_gate)
        {
            held = _held;
            if (_hasPassed && clock.GetElapsedTime(_last) < Interval)
            {
                _held++;
                return false;
            }

            _hasPassed = true;
            _last = clock.GetTimestamp();
            _held = 0;
            return true;
        }
    }
}
