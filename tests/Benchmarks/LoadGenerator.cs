using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PageMove.Benchmarks;

/// <summary>Drives an HTTP server with <c>wrk</c>, from Debian's package of that name: a number of bodies in turn, over a few connections.</summary>
internal sealed partial class LoadGenerator : IDisposable
{
    private readonly string _script = Path.GetTempFileName();

    /// <summary>Makes a load of that many bodies, <c>/body/0</c> and so on.</summary>
    public LoadGenerator(int bodies)
    {
        // A stride that has no factor in common with their number visits all of them.
        File.WriteAllText(_script, $"local n = 0\nfunction request()\n  n = (n + 7) % {bodies}\n  return wrk.format('GET', '/body/' .. n)\nend\n");
    }

    /// <summary>Asks for bodies for some seconds.</summary>
    /// <exception cref="InvalidOperationException">There is no wrk, or the server failed.</exception>
    public async Task<Load> RunAsync(Uri server, int connections, int seconds)
    {
        string output;
        try
        {
            using Process wrk = Process.Start(
                new ProcessStartInfo("wrk", ["-t1", $"-c{connections}", $"-d{seconds}s", "-s", _script, server.ToString()]) { RedirectStandardOutput = true })!;
            output = await wrk.StandardOutput.ReadToEndAsync();
            await wrk.WaitForExitAsync();
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException("The load generator 'wrk' is not installed. On Debian: apt-get install -y wrk");
        }

        if (!RequestCount().IsMatch(output) || output.Contains("Non-2xx", StringComparison.Ordinal) || output.Contains("Socket errors", StringComparison.Ordinal))
            throw new InvalidOperationException($"The server failed under load:{Environment.NewLine}{output}");

        return new Load(
            long.Parse(RequestCount().Match(output).Groups[1].Value, CultureInfo.InvariantCulture),
            double.Parse(RequestRate().Match(output).Groups[1].Value, CultureInfo.InvariantCulture));
    }

    public void Dispose() => File.Delete(_script);

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex RequestCount();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex RequestRate();

    /// <summary>What a run did.</summary>
    public readonly record struct Load(long Requests, double RequestsPerSecond);
}
