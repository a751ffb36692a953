using CachingProxy;
using CachingProxy.Origin;
using CachingProxy.Proxying;

try
{
    var commandLine = CommandLine.Parse(args);
    if (commandLine.Help)
    {
        Console.WriteLine(CommandLine.Usage);
        return 0;
    }

    // Disposed in the opposite order: first no client is served any more, then the cache is emptied, then the origin goes.
    await using OriginServer? origin = commandLine.UsesOwnOrigin ? new OriginServer(commandLine.OriginListen) { Fault = commandLine.Fault } : null;
    ProxyOptions options = commandLine.Proxy;
    if (origin is not null)
    {
        await origin.StartAsync();
        options = options with { Origin = origin.Address };
    }

    await using var proxy = new ProxyServer(options);
    await proxy.StartAsync();
    Console.WriteLine($"{proxy.Address} serves {options.Origin} from {options.Cache.ToString().ToLowerInvariant()}. Ctrl-C ends it.");
    await proxy.WaitForShutdownAsync();
    return 0;
}
catch (Exception error) when (error is UsageException or IOException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
