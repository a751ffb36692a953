using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>Finds what each block may take for granted of the branches that led to it, before there is an object to follow.</summary>
internal sealed class PathRun : BlockRun
{
    public PathRun(GraphIndex index, IProtocolSemantics semantics, CancellationToken cancellation)
        : base(index, semantics, tracked: null, isOnlyObject: false)
    {
        Enter(index.Graph.Blocks[0], null, new World(Automaton.Absent, null, Facts.None));
        RunToFixpoint(cancellation);
    }

    public bool IsReliable => !IsAbandoned;

    /// <summary>The contexts in which a block is reached, each with what is known there.</summary>
    public ILookup<int, FlowNode> NodesByBlock => _nodesByBlock ??= Nodes.ToLookup(node => node.Block.Ordinal);

    private ILookup<int, FlowNode>? _nodesByBlock;

    public override void OnBreach(BreachEvent breach)
    {
    }

    public override void OnMove(int from, int to)
    {
    }

    public override void OnLost(SyntaxNode at, World world)
    {
    }

    protected override bool IsAlive(World world) => true;
}
