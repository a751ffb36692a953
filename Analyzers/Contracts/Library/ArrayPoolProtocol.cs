using Microsoft.CodeAnalysis;
using PageMove.Analyzers.Flow;

namespace PageMove.Analyzers.Contracts.Library;

/// <summary>An array rented from <c>ArrayPool&lt;T&gt;</c> is returned at most once, and not touched afterwards.</summary>
internal static class ArrayPoolProtocol
{
    private const string Held = nameof(Held);
    private const string Returned = nameof(Returned);

    public static readonly ProtocolTable Table = ProtocolTable.For("System.Buffers.ArrayPool`1", "rented array", TypeKind.Array)
        .Acquire("Rent", returns: Held)
        .Release("Return", argument: 0, from: Held, to: Returned)
        .Rule("PGM5001", Breach.Repeated, Returned)
        .Rule("PGM5002", Breach.Use, Returned)
        .Rule("PGM5002", Breach.Outlived, Returned)
        .Harmless("System.Array.Length")
        .Harmless("System.Array.LongLength");
}
