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

/// <summary>A basic block in the context of the finally blocks that led to it, with the worlds that reach it.</summary>
internal sealed class FlowNode(GraphIndex index, BasicBlock block, Continuation? continuation, int number)
{
    private readonly int _number = number;

    public BasicBlock Block { get; } = block;

    public Continuation? Continuation { get; } = continuation;

    public WorldSet Entry { get; } = new(index);

    /// <summary>The same block in another context.</summary>
    public FlowNode? NextOfBlock { get; set; }

    /// <summary>Whether it waits in the queue.</summary>
    public bool IsQueued { get; set; }

    /// <summary>How many worlds there were at once, at most, between two statements of the block when those at its entry were sent through it; 0 where none were.</summary>
    public int Crowd { get; set; }

    /// <summary>Whether it is the earlier one: as the blocks are ordered, and within a block as they were met.</summary>
    public bool ComesBefore(FlowNode other) => CompareTo(other) < 0;

    public int CompareTo(FlowNode other) => Block.Ordinal != other.Block.Ordinal ? Block.Ordinal.CompareTo(other.Block.Ordinal) : _number.CompareTo(other._number);
}
