using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// Follows control through Roslyn's graph as it really goes: into finally blocks and on after them, into catch blocks, and out.
/// The graph itself has no exception edges, and no predecessors on finally and catch blocks.
/// </summary>
internal abstract class FlowTraversal
{
    /// <summary>Contexts beyond which the analysis of a body is given up in silence: nested finally blocks can multiply them.</summary>
    private const int MaximumNodesOverSegments = 4096;

    // By their segments; most blocks are reached outside of any finally block.
    private readonly Dictionary<int, FlowNode> _plain = [];
    private readonly NodeQueue _queue = new();
    private readonly List<FlowNode> _all = [];
    private Dictionary<Continuation, Dictionary<int, FlowNode>>? _continued;
    private Dictionary<Continuation, Continuation>? _continuations;

    protected FlowTraversal(GraphIndex index) => Index = index;

    protected GraphIndex Index { get; }

    protected List<FlowNode> Nodes => _all;

    /// <summary>Gives up: the body is too entangled to say anything reliable of it.</summary>
    protected bool IsAbandoned { get; private set; }

    protected abstract void Process(FlowNode node);

    /// <summary>Whether the world is worth following any further, from the beginning of the segment on.</summary>
    protected abstract bool IsAlive(World world, int segment);

    /// <summary>What is known where ways come together; null where the world is not worth following from there on.</summary>
    protected virtual World? AfterJoin(World world) => world;

    /// <summary>Whether what happens in the block is of any interest.</summary>
    protected virtual bool IsWanted(BasicBlock block) => true;

    /// <summary>Called for each world that leaves the method: along a branch, or with an exception that the method throws itself.</summary>
    protected virtual void OnExit(ControlFlowBranch? branch, SyntaxNode? thrown, World world)
    {
    }

    protected void RunToFixpoint(CancellationToken cancellation)
    {
        while (!IsAbandoned && _queue.Take() is { } next)
        {
            cancellation.ThrowIfCancellationRequested();
            Process(next);
        }
    }

    protected void Enter(BasicBlock block, Continuation? continuation, World world)
    {
        int segment = Index.Function.Segments.FirstOf(block.Ordinal);
        if (!IsAlive(world, segment) || !IsWanted(block))
            return;
        if (block.Predecessors.Length > 1)
        {
            if (AfterJoin(world) is not { } joined)
                return;
            world = joined;
        }

        Add(block, segment, continuation, world);
    }

    /// <summary>Sends a world in at the beginning of a segment, without it having come to it by a branch.</summary>
    protected void EnterSegment(BasicBlock block, int segment, Continuation? continuation, World world)
    {
        if (IsAlive(world, segment))
            Add(block, segment, continuation, world);
    }

    private void Add(BasicBlock block, int segment, Continuation? continuation, World world)
    {
        FlowNode node = NodeOf(block, segment, continuation);
        if (node.Entry.Add(world))
            _queue.Add(node);
    }

    private FlowNode NodeOf(BasicBlock block, int segment, Continuation? continuation)
    {
        Dictionary<int, FlowNode> nodes = NodesWith(continuation);
        if (nodes.TryGetValue(segment, out FlowNode? node))
            return node;
        node = new FlowNode(Index, block, segment, continuation, _all.Count);
        nodes.Add(segment, node);
        _all.Add(node);
        if (_all.Count > Index.Function.Segments.Count + MaximumNodesOverSegments)
            IsAbandoned = true;
        return node;
    }

    private Dictionary<int, FlowNode> NodesWith(Continuation? continuation)
    {
        if (continuation is null)
            return _plain;
        _continued ??= [];
        if (!_continued.TryGetValue(continuation, out Dictionary<int, FlowNode>? nodes))
            _continued.Add(continuation, nodes = []);
        return nodes;
    }

    /// <summary>Sends a world on to the block's next segment.</summary>
    protected void GoOn(FlowNode from, World world)
    {
        Facts facts = Index.Variables.ForgetDead(world.Facts, from.Segment + 1);
        EnterSegment(from.Block, from.Segment + 1, from.Continuation, ReferenceEquals(facts, world.Facts) ? world : world with { Facts = facts });
    }

    /// <summary>Sends a world along a branch that leaves a block.</summary>
    protected void Follow(FlowNode from, ControlFlowBranch? branch, World world)
    {
        if (branch is null)
            return;

        switch (branch.Semantics)
        {
            case ControlFlowBranchSemantics.Throw:
            case ControlFlowBranchSemantics.Rethrow:
                Raise(from.Block.EnclosingRegion, from.Continuation, world, Thrown.At(from.Block, Index.Graph));
                break;
            case ControlFlowBranchSemantics.StructuredExceptionHandling:
                Resume(from, world);
                break;
            case ControlFlowBranchSemantics.Regular:
            case ControlFlowBranchSemantics.Return:
                if (branch.FinallyRegions.IsEmpty)
                    Arrive(branch, from.Continuation, world);
                else
                    EnterFinally(branch, 0, from.Continuation, world);
                break;
        }
    }

    /// <summary>Sends a world to wherever an exception thrown in the region is handled.</summary>
    protected void Raise(ControlFlowRegion? region, Continuation? continuation, World world, Thrown? thrown)
    {
        for (; region is not null && !Regions.IsWholeFunction(region); region = region.EnclosingRegion)
        {
            switch (region.Kind)
            {
                case ControlFlowRegionKind.Finally:
                    continuation = continuation?.Outer;
                    region = region.EnclosingRegion!;
                    break;
                case ControlFlowRegionKind.Catch:
                case ControlFlowRegionKind.FilterAndHandler:
                    region = region.EnclosingRegion!;
                    break;
                case ControlFlowRegionKind.Try when region.EnclosingRegion!.Kind == ControlFlowRegionKind.TryAndFinally:
                    ControlFlowRegion handler = region.EnclosingRegion.NestedRegions[1];
                    Continuation onwards = ContinuationOf(continuation, null, 0, handler, thrown);
                    Enter(Index.Graph.Blocks[handler.FirstBlockOrdinal], onwards, world);
                    return;
                case ControlFlowRegionKind.Try:
                    foreach (ControlFlowRegion sibling in region.EnclosingRegion!.NestedRegions)
                    {
                        if (sibling.Kind is not (ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler))
                            continue;
                        bool? catches = Regions.CatchesAll(sibling) ? true : thrown?.IsCaughtBy(sibling);
                        if (catches != false)
                            Enter(Index.Graph.Blocks[sibling.FirstBlockOrdinal], continuation, world);
                        if (catches == true)
                            return;
                    }

                    region = region.EnclosingRegion;
                    break;
            }
        }

        if (thrown is { Syntax: { } place })
            OnExit(null, place, world);
    }

    private void Resume(FlowNode from, World world)
    {
        ControlFlowRegion? region = from.Block.EnclosingRegion;
        while (region is not null && !Regions.IsWholeFunction(region) && region.Kind is not (ControlFlowRegionKind.Finally or ControlFlowRegionKind.Filter))
            region = region.EnclosingRegion;

        if (region is null || Regions.IsWholeFunction(region))
            return;
        if (region.Kind == ControlFlowRegionKind.Filter)
        {
            Raise(region.EnclosingRegion, from.Continuation, world, thrown: null);
            return;
        }

        Continuation? continuation = from.Continuation;
        if (continuation is null)
            return;
        if (continuation.Branch is { } branch)
        {
            int next = continuation.FinallyIndex + 1;
            if (next < branch.FinallyRegions.Length)
                EnterFinally(branch, next, continuation.Outer, world);
            else
                Arrive(branch, continuation.Outer, world);
        }
        else
        {
            Raise(
                continuation.FinallyOfException!.EnclosingRegion!.EnclosingRegion,
                continuation.Outer,
                world,
                continuation.Thrown);
        }
    }

    private void EnterFinally(ControlFlowBranch branch, int index, Continuation? outer, World world)
    {
        ControlFlowRegion handler = branch.FinallyRegions[index];
        Enter(
            Index.Graph.Blocks[handler.FirstBlockOrdinal],
            ContinuationOf(outer, branch, index, finallyOfException: null, thrown: null),
            world);
    }

    private Continuation ContinuationOf(Continuation? outer, ControlFlowBranch? branch, int index, ControlFlowRegion? finallyOfException, Thrown? thrown)
    {
        Continuation continuation = new(outer, branch, index, finallyOfException, thrown);
        _continuations ??= new(Continuation.ByContent);
        if (_continuations.TryGetValue(continuation, out Continuation? known))
            return known;
        _continuations.Add(continuation, continuation);
        return continuation;
    }

    private void Arrive(ControlFlowBranch branch, Continuation? continuation, World world)
    {
        BasicBlock destination = branch.Destination!;
        if (destination.Kind == BasicBlockKind.Exit)
        {
            OnExit(branch, null, world);
            return;
        }

        // Only here: a finally block on the way still sees the variables of the regions that the branch leaves.
        world = Leave(branch, world);
        Facts facts = Index.Conditions.ForgetDead(Index.Variables.ForgetDead(world.Facts, Index.Function.Segments.FirstOf(destination.Ordinal)), destination.Ordinal);
        if (destination.Ordinal <= branch.Source.Ordinal)
            facts = Index.Conditions.ForgetChangingIn(destination.Ordinal, branch.Source.Ordinal, facts);
        if (!ReferenceEquals(facts, world.Facts))
            world = world with { Facts = facts };
        Enter(destination, continuation, world);
    }

    private static World Leave(ControlFlowBranch branch, World world)
    {
        ImmutableArray<ControlFlowRegion> regions = branch.LeavingRegions;
        if (regions.IsEmpty || world.Facts.IsEmpty)
            return world;

        Facts facts = world.Facts;
        foreach (ControlFlowRegion region in regions)
        {
            foreach (ILocalSymbol local in region.Locals)
                facts = local.Type.IsTupleType ? facts.Without(TuplePart.Of(local, local.Type)) : facts.With(local, Value.Unknown);
            foreach (CaptureId capture in region.CaptureIds)
                facts = facts.With(capture, Value.Unknown);
        }

        return ReferenceEquals(facts, world.Facts) ? world : world with { Facts = facts };
    }
}
