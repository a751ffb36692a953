using System.Threading.Tasks;
using PageMove.Contracts;

namespace Corpus.Contracts;

/// <summary>PGM2005, of an object in whose state nobody may wait, though nobody has to end it: it counts behind the last mention of its name, too.</summary>
public static class OwnBlocking
{
    public static int WaitedForFarBehindBad(Task<int> task, int number)
    {
        Turnstile turnstile = new();
        turnstile.Stop();
        number += 1;
        number += 2;
        number += 3;
        number += 4;
        number += 5;
        number += 6;
        number += 7;
        number += 8;
        number += 9;
        number += 10;
        number += 11;
        number += 12;
        task.Wait(); // PGM2005
        return number;
    }

    public static int WaitedForWhenItTurnsAgainGood(Task<int> task, int number)
    {
        Turnstile turnstile = new();
        turnstile.Stop();
        number += 1;
        number += 2;
        number += 3;
        number += 4;
        number += 5;
        number += 6;
        number += 7;
        number += 8;
        number += 9;
        number += 10;
        number += 11;
        number += 12;
        turnstile.Turn();
        task.Wait();
        return number;
    }
}

[Protocol("turnstile", "Turning", "Stopped", Entry = "Turning")]
[Rule("PGM2005", Breach.Blocked, "Stopped")]
public sealed class Turnstile
{
    [Produces("Stopped")]
    public void Stop()
    {
    }

    [Produces("Turning")]
    public void Turn()
    {
    }
}
