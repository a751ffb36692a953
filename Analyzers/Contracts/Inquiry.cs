using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PageMove.Analyzers.Flow;

namespace PageMove.Analyzers.Contracts;

/// <summary>
/// What a function's body does is being found out. Where the function calls itself, that call is at first taken never to come back, and then to do what came out so far: if the same comes out
/// again, the function does that however often it calls itself. A call in a circle of several functions is not known.
/// </summary>
internal sealed class Inquiry
{
    private static readonly ImmutableArray<Effect> s_neverReturns = ImmutableArray.Create(new Effect(EffectTarget.Everyone) { From = 0, IsInferred = true, NeverReturns = true });

    [ThreadStatic]
    private static Stack<Inquiry>? s_open;

    private readonly Protocol _protocol;
    private readonly IMethodSymbol _method;
    private readonly ISymbol? _variable;
    private ImmutableArray<Effect>? _assumed = s_neverReturns;
    private bool _isMet;

    private Inquiry(Protocol protocol, IMethodSymbol method, ISymbol? variable) => (_protocol, _method, _variable) = (protocol, method, variable);

    /// <param name="protocol">The protocol.</param>
    /// <param name="method">The function.</param>
    /// <param name="variable">The variable around a local function that is asked about; null where its parameters are.</param>
    /// <param name="assumed">What it does, as far as is known; null where nothing is.</param>
    /// <returns>Whether the function is being found out.</returns>
    public static bool IsOpen(Protocol protocol, IMethodSymbol method, ISymbol? variable, out ImmutableArray<Effect>? assumed)
    {
        assumed = null;
        if (s_open is not { Count: > 0 } open)
            return false;
        Inquiry innermost = open.Peek();
        foreach (Inquiry inquiry in open)
        {
            if (inquiry._protocol != protocol || !SymbolEqualityComparer.Default.Equals(inquiry._method, method))
                continue;
            if (inquiry == innermost && SymbolEqualityComparer.Default.Equals(inquiry._variable, variable))
                (inquiry._isMet, assumed) = (true, inquiry._assumed);
            return true;
        }

        return false;
    }

    /// <summary>Has the function's body read, again where that asks for what the function does.</summary>
    public static ImmutableArray<Effect>? Run(Protocol protocol, IMethodSymbol method, ISymbol? variable, Func<ImmutableArray<Effect>?> read)
    {
        Inquiry inquiry = new(protocol, method, variable);
        Stack<Inquiry> open = s_open ??= new();
        open.Push(inquiry);
        try
        {
            ImmutableArray<Effect>? found = read();
            if (!inquiry._isMet)
                return found;
            inquiry._assumed = found;
            if (found is { } once && read() is { } twice && once.SequenceEqual(twice))
                return found;
            inquiry._assumed = null;
            return read();
        }
        finally
        {
            open.Pop();
        }
    }
}
