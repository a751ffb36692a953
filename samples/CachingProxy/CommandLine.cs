using System.Globalization;
using System.Net;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CachingProxy.Origin;
using PageMove.Pages;

namespace CachingProxy;

/// <summary>What the user asked for.</summary>
/// <param name="Proxy">How the proxy is run; the origin's address is a placeholder where the built-in one is used.</param>
/// <param name="UsesOwnOrigin">Whether the built-in origin is used.</param>
/// <param name="OriginListen">Where the built-in origin listens.</param>
/// <param name="Fault">What is wrong with it.</param>
/// <param name="Help">Whether the user asked how to use the program.</param>
internal sealed record CommandLine(ProxyOptions Proxy, bool UsesOwnOrigin, IPEndPoint OriginListen, OriginFault Fault, bool Help)
{
    public const string Usage = """
        Usage: CachingProxy [OPTION VALUE]...    a caching reverse proxy in front of one origin

          --listen ADDRESS:PORT   where clients connect (127.0.0.1:8080); port 0: any free one
          --certificate FILE      a PKCS #12 file without a password: clients speak TLS
          --origin URL            the server behind (default: a built-in one, of generated bodies: /any/path?size=BYTES)
          --origin-listen A:PORT  where the built-in one listens (127.0.0.1:8081)
          --fault none|slow|fail|die   what is wrong with the built-in one (none)
          --cache pages|memory    bodies in movable pages, or in arrays of an IMemoryCache, to compare (pages)
          --memory SIZE           the most memory for bodies (256M)
          --page-size SIZE        4K to 2M, a power of two (256K)
          --timeout SECONDS       how long the origin may take to begin an answer (30)
          --fresh SECONDS         how long an answer is fresh whose origin does not say (60)

        Its own pages are /healthz and /metrics.
        """;

    private static readonly IPEndPoint DefaultOriginListen = new(IPAddress.Loopback, 8081);

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="UsageException">The arguments are not understood.</exception>
    public static CommandLine Parse(string[] arguments)
    {
        var line = new CommandLine(new ProxyOptions { Origin = new Uri("http://127.0.0.1") }, UsesOwnOrigin: true, DefaultOriginListen, OriginFault.None, Help: false);
        for (int i = 0; i < arguments.Length; i += 2)
        {
            string option = arguments[i];
            if (option is "-h" or "--help" or "-?")
                return line with { Help = true };

            line = i + 1 < arguments.Length ? line.With(option, arguments[i + 1]) : throw new UsageException($"{option} wants a value, or is not an option. --help lists the options.");
        }

        const int MinPageCount = 8;
        return line.Proxy.MemoryLimit / line.Proxy.PageSize >= MinPageCount
            ? line
            : throw new UsageException($"--memory must be at least {MinPageCount} times --page-size.");
    }

    private CommandLine With(string option, string value) => option switch
    {
        "--listen" => this with { Proxy = Proxy with { Listen = EndPoint(option, value) } },
        "--certificate" => this with { Proxy = Proxy with { Certificate = Certificate(value) } },
        "--origin" => this with { Proxy = Proxy with { Origin = Url(option, value) }, UsesOwnOrigin = false },
        "--origin-listen" => this with { OriginListen = EndPoint(option, value) },
        "--fault" => this with { Fault = Name<OriginFault>(option, value) },
        "--cache" => this with { Proxy = Proxy with { Cache = Name<CacheKind>(option, value) } },
        "--memory" => this with { Proxy = Proxy with { MemoryLimit = ByteSize.Parse(option, value) } },
        "--page-size" => this with { Proxy = Proxy with { PageSize = PageSize(option, value) } },
        "--timeout" => this with { Proxy = Proxy with { OriginTimeout = Seconds(option, value) } },
        "--fresh" => this with { Proxy = Proxy with { Freshness = Seconds(option, value) } },
        _ => throw new UsageException($"'{option}' is not an option. --help lists the options."),
    };

    private static IPEndPoint EndPoint(string option, string value) =>
        value.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(value, out IPEndPoint? endPoint)
            ? endPoint
            : throw new UsageException($"{option} wants an address and a port, as 127.0.0.1:8080 or [::1]:8080, not '{value}'.");

    private static Uri Url(string option, string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && uri.Query.Length == 0 && uri.Fragment.Length == 0 && uri.UserInfo.Length == 0
            ? uri
            : throw new UsageException($"{option} wants an address such as http://host:8081/ without a query, not '{value}'.");

    private static TEnum Name<TEnum>(string option, string value)
        where TEnum : struct, Enum =>
        Enum.GetNames<TEnum>().Any(name => name.Equals(value, StringComparison.OrdinalIgnoreCase))
            ? Enum.Parse<TEnum>(value, ignoreCase: true)
            : throw new UsageException($"{option} wants one of {string.Join(", ", Enum.GetNames<TEnum>().Select(name => name.ToLowerInvariant()))}, not '{value}'.");

    private static int PageSize(string option, string value)
    {
        long size = ByteSize.Parse(option, value);
        return size is >= PageArena.MinPageSize and <= PageArena.MaxPageSize && BitOperations.IsPow2(size)
            ? (int)size
            : throw new UsageException($"{option} wants a power of two from 4K to 2M, not '{value}'.");
    }

    private static TimeSpan Seconds(string option, string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds is > 0 and <= 86_400
            ? TimeSpan.FromSeconds(seconds)
            : throw new UsageException($"{option} wants seconds, more than 0 and at most 86400, not '{value}'.");

    private static X509Certificate2 Certificate(string file)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12FromFile(file, password: null);
        }
        catch (Exception error) when (error is CryptographicException or IOException)
        {
            throw new UsageException($"--certificate: '{file}' cannot be read: {error.Message}");
        }
    }
}
