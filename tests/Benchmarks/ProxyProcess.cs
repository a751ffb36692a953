using System.Diagnostics;
using System.Reflection;

namespace PageMove.Benchmarks;

/// <summary>samples/CachingProxy in a process of its own, with its own origin.</summary>
internal sealed class ProxyProcess : IDisposable
{
    private readonly Process _process;

    private ProxyProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>The processor's time so far, in user code and in the kernel.</summary>
    public (TimeSpan User, TimeSpan Kernel) ProcessorTime
    {
        get
        {
            _process.Refresh();
            return (_process.UserProcessorTime, _process.PrivilegedProcessorTime);
        }
    }

    /// <summary>Starts a proxy with a kind of cache.</summary>
    public static async Task<ProxyProcess> StartAsync(string cache)
    {
        string path = typeof(ProxyProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "CachingProxy").Value!;
        if (!File.Exists(path))
            throw new InvalidOperationException($"'{path}' is missing: build samples/CachingProxy in the same configuration.");

        Process process = Process.Start(
            new ProcessStartInfo("dotnet", [path, "--listen", "127.0.0.1:0", "--origin-listen", "127.0.0.1:0", "--cache", cache]) { RedirectStandardOutput = true })!;

        // "http://127.0.0.1:1234/ serves …"
        string line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The proxy did not start.");
        return new ProxyProcess(process, new Uri(line.Split(' ')[0]));
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
