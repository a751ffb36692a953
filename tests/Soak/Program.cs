using System.Globalization;

namespace PageMove.Soak;

/// <summary>
/// Runs the soak for a while, half of it on pages, pipes and requests and half of it on the cache above them: <c>--minutes 5</c> or <c>--seconds 5</c>. Ctrl-C ends
/// it in order.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        if (DurationOf(arguments) is not { } duration)
        {
            Console.Error.WriteLine("Usage: Soak [--minutes N | --seconds N] (1 minute without)");
            return 2;
        }

        using var interruption = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = true;
            interruption.Cancel();
        };

        using var world = new World(Environment.TickCount);
        SoakReport report = world.Run(duration / 2, interruption.Token);
        report.Write(Console.Out);
        CacheSoakReport cacheReport = await new CacheWorld(Environment.TickCount).RunAsync(duration / 2, interruption.Token);
        cacheReport.Write(Console.Out);
        return report.IsAccountedFor && cacheReport.IsAccountedFor ? 0 : 1;
    }

    private static TimeSpan? DurationOf(string[] arguments) => arguments switch
    {
        [] => TimeSpan.FromMinutes(1),
        ["--minutes", string text] when TryParse(text, out double minutes) => TimeSpan.FromMinutes(minutes),
        ["--seconds", string text] when TryParse(text, out double seconds) => TimeSpan.FromSeconds(seconds),
        _ => null,
    };

    private static bool TryParse(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && number is > 0 and < 1_000_000;
}
