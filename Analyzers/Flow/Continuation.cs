using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// Where control goes when the finally block that it is in ends: on along a branch, or outwards with an exception. Roslyn's graph
/// has one copy of a finally block; each way through it is followed apart, because the object's state differs between them.
/// </summary>
/// <remarks>There is one of each in a traversal, so that two are told apart by reference, however deep they are nested.</remarks>
internal sealed class Continuation(Continuation? outer, ControlFlowBranch? branch, int finallyIndex, ControlFlowRegion? finallyOfException, Thrown? thrown)
{
    public Continuation? Outer => outer;

    public ControlFlowBranch? Branch => branch;

    public int FinallyIndex => finallyIndex;

    public ControlFlowRegion? FinallyOfException => finallyOfException;

    public Thrown? Thrown => thrown;

    /// <summary>What tells apart two that a traversal may make: their outer ones are by reference.</summary>
    public static IEqualityComparer<Continuation> ByContent { get; } = new ContentComparer();

    private sealed class ContentComparer : IEqualityComparer<Continuation>
    {
        public bool Equals(Continuation? one, Continuation? other)
            => ReferenceEquals(one, other)
                || (one is not null && other is not null && ReferenceEquals(one.Outer, other.Outer) && ReferenceEquals(one.Branch, other.Branch) && one.FinallyIndex == other.FinallyIndex
                    && ReferenceEquals(one.FinallyOfException, other.FinallyOfException) && Equals(one.Thrown, other.Thrown));

        public int GetHashCode(Continuation continuation)
        {
            int hash = RuntimeHelpers.GetHashCode(continuation.Outer);
            hash = (hash * 31) + RuntimeHelpers.GetHashCode(continuation.Branch);
            hash = (hash * 31) + continuation.FinallyIndex;
            hash = (hash * 31) + RuntimeHelpers.GetHashCode(continuation.FinallyOfException);
            return (hash * 31) + (continuation.Thrown?.GetHashCode() ?? 0);
        }
    }
}
