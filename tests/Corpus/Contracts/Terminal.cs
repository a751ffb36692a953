using System;
using PageMove.Contracts;

namespace Corpus.Contracts;

/// <summary>A ticket that is good for one use: to use it once more is to use it without its being valid.</summary>
[Protocol("ticket", "Valid", "Spent", Entry = "Valid")]
[Rule("PGM1001", Breach.Missing, "Valid")]
public sealed class Ticket
{
    [Requires("Valid"), Produces("Spent")]
    public void Spend()
    {
    }
}

public static class Terminal
{
    public static void SpentTwiceBad(Ticket ticket)
    {
        ticket.Spend(); // earlier PGM1001
        ticket.Spend(); // PGM1001
    }

    public static void EachSpentOnceGood(Ticket first, Ticket second)
    {
        first.Spend();
        second.Spend();
    }
}
