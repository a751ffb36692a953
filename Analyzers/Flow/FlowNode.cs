using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>A segment of a basic block in the context of the finally blocks that led to it, with the worlds that reach it.</summary>
internal sealed class FlowNode(GraphIndex index, BasicBlock block, int segment, Continuation? continuation, int number)
{
    private readonly int _number = number;

    public BasicBlock Block { get; } = block;

    public int Segment { get; } = segment;

    /// <summary>The first of the block's statements that are in the segment.</summary>
    public int Start => index.Function.Segments.StartOf(Segment, Block);

    /// <summary>The first of the block's statements behind it.</summary>
    public int End => index.Function.Segments.EndOf(Segment, Block);

    /// <summary>Whether the block's branches leave from it.</summary>
    public bool IsLastOfBlock => Segment == index.Function.Segments.LastOf(Block.Ordinal);

    public Continuation? Continuation { get; } = continuation;

    public WorldSet Entry { get; } = new(index);

    /// <summary>The same segment in another context.</summary>
    public FlowNode? NextOfSegment { get; set; }

    /// <summary>Whether it waits in the queue.</summary>
    public bool IsQueued { get; set; }

    /// <summary>How many worlds there were at once, at most, between two of its statements when those at its entry were sent through it; 0 where none were.</summary>
    public int Crowd { get; set; }

    /// <summary>Whether it is the earlier one: as the segments are ordered, and within one as they were met.</summary>
    public bool ComesBefore(FlowNode other) => CompareTo(other) < 0;

    public int CompareTo(FlowNode other) => Segment != other.Segment ? Segment.CompareTo(other.Segment) : _number.CompareTo(other._number);
}
