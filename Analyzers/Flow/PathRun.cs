using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>Finds what each segment may take for granted of the branches that led to it, before there is an object to follow.</summary>
internal sealed class PathRun : BlockRun
{
    private FlowNode?[]? _firsts;

    // Blocks behind it lead to no block that is asked about.
    private readonly int _horizon;

    /// <param name="index">The function.</param>
    /// <param name="semantics">The protocol.</param>
    /// <param name="last">The last of the blocks that are asked about, in the order of the graph.</param>
    /// <param name="cancellation">Ends the run.</param>
    public PathRun(GraphIndex index, IProtocolSemantics semantics, int last, CancellationToken cancellation)
        : base(index, semantics, tracked: null, isOnlyObject: false)
    {
        _horizon = HorizonOf(index.Graph, last);
        Enter(index.Graph.Blocks[0], null, new World(Automaton.Absent, null, Facts.None));
        RunToFixpoint(cancellation);
    }

    public bool IsReliable => !IsAbandoned;

    /// <summary>The first of the contexts in which a segment is reached, each with what is known there; null where it is not reached.</summary>
    public FlowNode? FirstNodeOf(int segment) => (_firsts ??= LinkNodes())[segment];

    private FlowNode?[] LinkNodes()
    {
        FlowNode?[] firsts = new FlowNode?[Index.Function.Segments.Count];
        for (int i = Nodes.Count - 1; i >= 0; i--)
        {
            int segment = Nodes[i].Segment;
            Nodes[i].NextOfSegment = firsts[segment];
            firsts[segment] = Nodes[i];
        }

        return firsts;
    }

    public override void OnBreach(BreachEvent breach)
    {
    }

    public override void OnMove(int from, int to)
    {
    }

    public override void OnLost(SyntaxNode at, World world)
    {
    }

    protected override bool IsAlive(World world, int segment) => true;

    // Without an object the worlds are told apart by what is known, and by nothing else.
    protected override bool SendsOnlyNew => true;

    protected override bool IsWanted(BasicBlock block) => block.Ordinal <= _horizon;

    /// <summary>The last block from which a loop may come back to those up to <paramref name="last"/>, be it by a finally block.</summary>
    private static int HorizonOf(ControlFlowGraph graph, int last)
    {
        int horizon = last;
        for (int before = -1; before != horizon;)
        {
            before = horizon;
            foreach (BasicBlock block in graph.Blocks)
                horizon = Math.Max(Math.Max(horizon, EndOfWayBack(block.FallThroughSuccessor, horizon)), EndOfWayBack(block.ConditionalSuccessor, horizon));
        }

        return horizon;
    }

    private static int EndOfWayBack(ControlFlowBranch? branch, int horizon) => branch?.Destination is { } destination && destination.Ordinal <= horizon ? Regions.LastBlockOf(branch) : -1;
}
