namespace CachingProxy.Caching;

/// <summary>
/// Lets those who want the same thing at the same time wait for one piece of work. Who gives up waits no longer; when the last one has, the work is cancelled. Thread-safe.
/// </summary>
internal sealed class SingleFlight<T>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Flight> _flights = [];

    /// <summary>Waits for the work that is under way for a key, or begins it.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<T> RunAsync(string key, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        Flight? flight;
        lock (_gate)
        {
            if (!_flights.TryGetValue(key, out flight))
                _flights[key] = flight = new Flight(work);

            flight.Waiting++;
        }

        try
        {
            return await flight.Result.Value.WaitAsync(cancellationToken);
        }
        finally
        {
            Leave(key, flight);
        }
    }

    private void Leave(string key, Flight flight)
    {
        bool isLast;
        lock (_gate)
        {
            isLast = --flight.Waiting == 0;

            // The work is over, or about to be: who comes now begins anew.
            if ((isLast || flight.Result.Value.IsCompleted) && _flights.TryGetValue(key, out Flight? current) && current == flight)
                _flights.Remove(key);
        }

        if (isLast)
            flight.Dispose();
    }

    private sealed class Flight : IDisposable
    {
        private readonly CancellationTokenSource _cancellation = new();

        public Flight(Func<CancellationToken, Task<T>> work)
        {
            Result = new Lazy<Task<T>>(() => work(_cancellation.Token));
        }

        public Lazy<Task<T>> Result { get; }

        public int Waiting { get; set; }

        /// <summary>Cancels the work where it is still under way.</summary>
        public void Dispose()
        {
            _cancellation.Cancel();
            _cancellation.Dispose();
        }
    }
}
