using System.Globalization;
using Spectre.Console;

namespace Quickstart;

/// <summary>Shows the meter while something runs; where nobody looks on, once at the end.</summary>
internal static class LiveView
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for the work.</summary>
    public static async Task<bool> WatchAsync(IAnsiConsole console, MeterReadings meter, Task<bool> work)
    {
        if (console.Profile.Capabilities.Interactive)
        {
            await console.Live(Draw(meter)).StartAsync(async live =>
            {
                while (await Task.WhenAny(work, Task.Delay(Interval)) != work)
                    live.UpdateTarget(Draw(meter));

                live.UpdateTarget(Draw(meter));
            });
        }
        else
        {
            await ((Task)work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            console.Write(Draw(meter));
        }

        return await work;
    }

    private static Table Draw(MeterReadings meter)
    {
        Table table = new Table().HorizontalBorder().BorderColor(Color.Grey);
        table.AddColumn("meter");
        table.AddColumn("value", column => column.Alignment(Justify.Right));
        foreach ((string name, long value) in meter.Read())
            table.AddRow(name, value.ToString("N0", CultureInfo.InvariantCulture));

        return table;
    }
}
