using System.Runtime.InteropServices;

namespace Quickstart;

/// <summary>Ctrl-C, or a request to end: the first has the program end in order, with the terminal as it was; a second one ends it at once.</summary>
internal sealed class Interruption : IDisposable
{
    // What a shell says of a program that a signal ended.
    private const int SignalExitCode = 128;

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;

    /// <summary>Takes the signals over.</summary>
    public Interruption() => _signals = [Register(PosixSignal.SIGINT, 2), Register(PosixSignal.SIGTERM, 15)];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>What the program is to end with.</summary>
    public int ExitCode { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals)
            signal.Dispose();
        _source.Dispose();
    }

    private PosixSignalRegistration Register(PosixSignal signal, int number) => PosixSignalRegistration.Create(signal, context =>
    {
        if (_source.IsCancellationRequested)
            return;

        context.Cancel = true;
        ExitCode = SignalExitCode + number;
        _source.Cancel();
    });
}
