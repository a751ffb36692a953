using System;
using System.Threading.Tasks;
using PageMove.Contracts;

namespace Corpus.Contracts;

/// <summary>An interface with a protocol of its own that is disposable besides, and says nothing of that.</summary>
[Protocol("handle", "Open", "Shut", Entry = "Open")]
[Rule("PGM4001", Breach.Use, "Shut")]
[Rule("PGM4003", Breach.Left, "Open")]
public interface IUntoldHandle : IDisposable
{
    int Number { get; }

    [Produces("Shut")]
    void Shut();
}

/// <summary>The same that says what it is to be disposed.</summary>
[Protocol("told handle", "Open", "Shut", Entry = "Open")]
[Rule("PGM4001", Breach.Use, "Shut")]
[Rule("PGM4002", Breach.Repeated, "Shut")]
[Rule("PGM4003", Breach.Left, "Open")]
public interface IToldHandle : IDisposable
{
    int Number { get; }

    [Produces("Shut")]
    new void Dispose();
}

public interface IHandleServer
{
    [return: Produces("Open")]
    IUntoldHandle Take();

    [return: Produces("Open")]
    IToldHandle TakeTold();

    [return: Produces("Open")]
    Task<IToldHandle> TakeToldAsync();
}

public static class DisposableInterfaces
{
    public static int UsedGood(IHandleServer server)
    {
        using IUntoldHandle handle = server.Take();
        return handle.Number;
    }

    public static int ShutAndDisposedGood(IHandleServer server)
    {
        IUntoldHandle handle = server.Take();
        int number = handle.Number;
        handle.Shut();
        handle.Dispose();
        return number;
    }

    public static int ShutGood(IHandleServer server)
    {
        IUntoldHandle handle = server.Take();
        int number = handle.Number;
        handle.Shut();
        return number;
    }

    public static int ReadAfterShutBad(IHandleServer server)
    {
        using IUntoldHandle handle = server.Take();
        handle.Shut(); // earlier PGM4001
        return handle.Number; // PGM4001
    }

    public static int LeftBad(IHandleServer server)
    {
        IUntoldHandle handle = server.Take(); // PGM4003
        return handle.Number;
    }

    public static int UsedToldGood(IHandleServer server)
    {
        using IToldHandle handle = server.TakeTold();
        return handle.Number;
    }

    public static async Task<int> UsedLaterGood(IHandleServer server)
    {
        using IToldHandle handle = await server.TakeToldAsync();
        return handle.Number;
    }

    public static async Task<int> LeftLaterBad(IHandleServer server)
    {
        IToldHandle handle = await server.TakeToldAsync(); // PGM4003
        return handle.Number;
    }

    public static int LeftToldBad(IHandleServer server)
    {
        IToldHandle handle = server.TakeTold(); // PGM4003
        return handle.Number;
    }

    public static int DisposedToldTwiceBad(IHandleServer server)
    {
        using IToldHandle handle = server.TakeTold(); // PGM4002
        int number = handle.Number;
        handle.Dispose(); // earlier PGM4002
        return number;
    }

    public static int ReadAfterToldBad(IHandleServer server)
    {
        IToldHandle handle = server.TakeTold();
        handle.Dispose(); // earlier PGM4001
        return handle.Number; // PGM4001
    }
}
