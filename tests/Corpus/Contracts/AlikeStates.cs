using PageMove.Contracts;

namespace Corpus.Contracts;

/// <summary>A protocol none of whose states forbids anything: only what its members do tells them apart.</summary>
[Protocol("valve", "Shut", "Warm", "Open", Entry = "Shut")]
[Rule("PGM1001", Breach.Missing, "Open")]
public sealed class Valve
{
    public int Turns { get; private set; }

    [Produces("Warm", From = "Shut")]
    public void Heat() => Turns++;

    [Produces("Open", From = "Warm")]
    public void Turn() => Turns++;

    [Requires("Open")]
    public void Flow() => Turns--;
}

/// <summary>Private helpers, whose effect is found out state by state.</summary>
public static class Valves
{
    public static void TurnedByHelperGood()
    {
        Valve valve = new();
        valve.Heat();
        TurnOn(valve);
        valve.Flow();
    }

    public static void TurnedColdBad()
    {
        Valve valve = new();
        TurnOn(valve);
        valve.Flow(); // PGM1001
    }

    public static void OnlyHeatedByHelperBad()
    {
        Valve valve = new();
        Warm(valve);
        valve.Flow(); // PGM1001
    }

    public static void HeatedAndTurnedByHelpersGood()
    {
        Valve valve = new();
        Warm(valve);
        TurnOn(valve);
        valve.Flow();
    }

    private static void Warm(Valve valve) => valve.Heat();

    private static void TurnOn(Valve valve) => valve.Turn();
}
