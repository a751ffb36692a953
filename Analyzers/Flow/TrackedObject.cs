using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>The object that a run follows, named by where it comes from.</summary>
internal abstract record TrackedObject
{
    private TrackedObject()
    {
    }

    /// <summary>What the variable holds when the function is entered: a parameter, or a field of <c>this</c>.</summary>
    public sealed record Initial(ISymbol Variable) : TrackedObject;

    /// <summary>What the operation yields each time it is executed: its value, or its <c>out</c> argument.</summary>
    /// <param name="Operation">A call, a creation, or a read of a property, field or element.</param>
    /// <param name="OutOrdinal">The parameter that hands the object out, or puts it where a <c>ref</c> argument points to; -1 for the value.</param>
    /// <param name="IsLookedUp">Whether the object exists already, and the same look-up may yield it again.</param>
    public sealed record Made(IOperation Operation, int OutOrdinal, bool IsLookedUp) : TrackedObject;
}
