using System.Globalization;

namespace PageMove.Benchmarks;

/// <summary>
/// Serving cached bodies over HTTP: samples/CachingProxy with bodies in pages, beside the same program with bodies in arrays of an <c>IMemoryCache</c>. Bodies of 1 MiB,
/// all of them cached, driven by wrk. The two take turns, so that a disturbance hits both. This is no BenchmarkDotNet benchmark as the other tables are: requests a second are a
/// figure of three processes that share the processors, and the processor's time that counts is the server's, not that of whoever asks and waits.
/// </summary>
internal static class QuickProxy
{
    private const int Bodies = 64;
    private const int Connections = 8;
    private const int Rounds = 9;
    private const int WarmUpRounds = 8;
    private const int Seconds = 3;

    /// <summary>Prints requests a second and the processor's time a request of both, and how they compare.</summary>
    public static async Task PrintAsync(Report report)
    {
        using var load = new LoadGenerator(Bodies);
        using ProxyProcess pages = await ProxyProcess.StartAsync("pages");
        using ProxyProcess memory = await ProxyProcess.StartAsync("memory");
        using var client = new HttpClient();
        for (int body = 0; body < Bodies; body++)
        {
            byte[] moved = await client.GetByteArrayAsync(new Uri(pages.Address, $"/body/{body}"));
            byte[] copied = await client.GetByteArrayAsync(new Uri(memory.Address, $"/body/{body}"));
            if (!moved.AsSpan().SequenceEqual(copied))
                throw new InvalidOperationException($"Body {body} is not the same from both.");
        }

        // In the first rounds the code is compiled anew while it runs: after 6 s under load that is still a third of the processor's time, after 25 s a fiftieth.
        Side[] sides = [new(pages), new(memory)];
        for (int round = -WarmUpRounds; round < Rounds; round++)
        {
            foreach (Side side in round % 2 == 0 ? sides : Enumerable.Reverse(sides))
                await side.RunAsync(load, isCounted: round >= 0);
        }

        (Side fast, Side slow) = (sides[0], sides[1]);
        fast.Print(report, "proxy.pages");
        slow.Print(report, "proxy.memory_cache");
        report.Print("proxy.requests_ratio", Ratio(fast.Rates, slow.Rates));
        report.Print("proxy.cpu_ratio", Ratio(slow.Costs, fast.Costs));
        report.Print("proxy.pages.bytes_copied", await CounterAsync(client, pages.Address, "cachingproxy_bytes_copied_total"));
        report.Print("proxy.memory_cache.bytes_copied_per_body", await CounterAsync(client, memory.Address, "cachingproxy_bytes_copied_total") / await CounterAsync(client, memory.Address, "cachingproxy_requests_total"));
    }

    /// <summary>Ratios round by round, so that what slows both down cancels out.</summary>
    private static Measurement Ratio(List<double> over, List<double> under)
    {
        var ratio = new Measurement();
        foreach ((double first, double second) in over.Zip(under))
            ratio.Add(first / second);
        return ratio;
    }

    private static async Task<double> CounterAsync(HttpClient client, Uri server, string name)
    {
        string metrics = await client.GetStringAsync(new Uri(server, "/metrics"));
        string line = metrics.Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return double.Parse(line[name.Length..], CultureInfo.InvariantCulture);
    }

    private sealed class Side(ProxyProcess proxy)
    {
        private readonly Measurement _rate = new();
        private readonly Measurement _user = new();
        private readonly Measurement _kernel = new();

        /// <summary>Requests a second, by round.</summary>
        public List<double> Rates { get; } = [];

        /// <summary>Microseconds of the processor a request, by round.</summary>
        public List<double> Costs { get; } = [];

        public async Task RunAsync(LoadGenerator load, bool isCounted)
        {
            (TimeSpan user, TimeSpan kernel) = proxy.ProcessorTime;
            LoadGenerator.Load done = await load.RunAsync(proxy.Address, Connections, Seconds);
            (TimeSpan userAfter, TimeSpan kernelAfter) = proxy.ProcessorTime;
            if (!isCounted)
                return;

            Rates.Add(done.RequestsPerSecond);
            Costs.Add((userAfter - user + kernelAfter - kernel).TotalMicroseconds / done.Requests);
            _rate.Add(done.RequestsPerSecond);
            _user.Add((userAfter - user).TotalMicroseconds / done.Requests);
            _kernel.Add((kernelAfter - kernel).TotalMicroseconds / done.Requests);
        }

        public void Print(Report report, string name)
        {
            report.Print(name + ".requests_per_s", _rate);
            report.Print(name + ".user_us_per_request", _user);
            report.Print(name + ".kernel_us_per_request", _kernel);
        }
    }
}
