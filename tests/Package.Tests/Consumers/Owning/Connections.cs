using PageMove.Contracts;

namespace Owning;

/// <summary>An own protocol, with an own way to give its object away.</summary>
[Protocol("connection", State.Held, State.Released, Entry = State.Held)]
[Rule("PGM4003", Breach.Left, State.Held)]
public sealed class Connection : IDisposable
{
    [Produces(State.Held)]
    public Connection()
    {
    }

    public bool IsOpen { get; private set; } = true;

    public void Flush() => IsOpen = true;

    [Produces(State.Released)]
    public void Dispose() => IsOpen = false;
}

public sealed class Pool
{
    private readonly List<Connection> _spare = [];

    public void Put([Transfers] Connection connection) => _spare.Add(connection);
}

public static class Connections
{
    public static void Ended([Produces(State.Released)] Connection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        connection.Dispose();
    }

    public static void EndedWithoutContract(Connection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        connection.Dispose(); // expect IDISP007
    }

    public static bool Passed(Pool pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        var connection = new Connection();
        bool isOpen = connection.IsOpen;
        pool.Put(connection);
        return isOpen;
    }

    public static void Kept()
    {
        var connection = new Connection(); // expect CA2000 // expect IDISP001 // expect PGM4003
        connection.Flush();
    }
}

/// <summary>Fields that <c>Dispose</c> gives back in other words.</summary>
public sealed class Owner(Pool pool) : IDisposable
{
    private readonly Connection _connection = new();
    private readonly Connection _ended = new();
    private readonly Connection _forgotten = new(); // expect CA2213

    public bool IsOpen => _connection.IsOpen && _forgotten.IsOpen;

    public void Dispose()
    {
        End();
        pool.Put(_connection);
    }

    private void End() => Connections.Ended(_ended);
}
