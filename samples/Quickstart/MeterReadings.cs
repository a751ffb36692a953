using System.Diagnostics.Metrics;
using PageMove.Diagnostics;

namespace Quickstart;

/// <summary>What PageMove's meter said last, as any monitoring tool reads it.</summary>
internal sealed class MeterReadings : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, long> _readings = new(StringComparer.Ordinal);

    /// <summary>Begins to listen.</summary>
    public MeterReadings()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == PageMoveTelemetry.MeterName)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Reads the gauges anew.</summary>
    /// <returns>Instruments with their outcome and reason, and their values.</returns>
    public IReadOnlyList<KeyValuePair<string, long>> Read()
    {
        _listener.RecordObservableInstruments();
        lock (_gate)
            return [.. _readings];
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Note(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string name = instrument.Name;
        foreach ((string tag, object? text) in tags)
        {
            if (tag is "outcome" || (tag is "reason" && text is not "none"))
                name += $" {text}";
        }

        // Counters tell what was added, observed ones the sum so far.
        lock (_gate)
            _readings[name] = value + (instrument is Counter<long> ? _readings.GetValueOrDefault(name) : 0);
    }
}
