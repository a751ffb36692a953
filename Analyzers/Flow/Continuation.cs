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
}
