using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>Runs the blocks of a function's graph through an interpreter until nothing changes.</summary>
internal abstract class BlockRun : FlowTraversal, IBreachObserver
{
    private readonly Interpreter _interpreter;
    private readonly ITypeSymbol? _type;

    // Those between two statements of the segment in progress.
    private WorldSet _worlds;
    private WorldSet _after;
    private FlowNode? _current;
    private bool _currentIsInTry;

    // How many there were at once, at most.
    private int _crowd;

    protected BlockRun(GraphIndex index, IProtocolSemantics semantics, TrackedObject? tracked, bool isOnlyObject)
        : base(index)
    {
        Semantics = semantics;
        _type = tracked?.Type;
        (_worlds, _after) = (new(index), new(index));
        _interpreter = new Interpreter(index, semantics, tracked, isOnlyObject, this);
    }

    protected IProtocolSemantics Semantics { get; }

    public abstract void OnBreach(BreachEvent breach);

    public abstract void OnMove(int from, int to);

    public abstract void OnLost(SyntaxNode at, World world);

    public virtual void OnHandOut(IOperation operand, int state)
    {
    }

    bool IBreachObserver.IsInTry => _currentIsInTry;

    public virtual bool FollowsByReference => false;

    public virtual bool LosesCount(IOperation condition) => false;

    void IBreachObserver.OnMayThrow(IOperation call, IMethodSymbol called, bool isOfMisuse, World world)
    {
        if (Semantics.AlwaysTakesEffect(called) && !Awaiting.IsCancellable(call))
            return;
        ControlFlowRegion region = _current!.Block.EnclosingRegion;
        Raise(region, _current.Continuation, world, isOfMisuse ? Thrown.OfMisuseIn(region) : Thrown.IsUncancelled(called, _type, Index.Function.Method?.ContainingAssembly) ? Thrown.UncancelledIn(region) : null);
    }

    void IBreachObserver.OnYield(SyntaxNode yield, World world) => Raise(_current!.Block.EnclosingRegion, _current.Continuation, world, new Thrown(yield, Type: null, IsExact: false));

    void IBreachObserver.OnThrow(SyntaxNode? call, World world)
        => Raise(_current!.Block.EnclosingRegion, _current.Continuation, world, call is null ? null : new Thrown(call, Type: null, IsExact: false));

    /// <summary>Whether the run wants to know what becomes of an object between its <c>return</c> and the end of the function.</summary>
    protected virtual bool KnowsWhatIsReturned => false;

    /// <summary>Whether the function returns to its caller what it was given, so that it is followed where the caller goes on with it.</summary>
    protected virtual bool ReturnsToCaller => false;

    /// <summary>
    /// Whether, when further worlds have come to a node, only these are sent through it (semi-naive evaluation). What comes of a world must not depend on the others then, but for those with which it is
    /// joined because there are too many.
    /// </summary>
    protected virtual bool SendsOnlyNew => false;

    protected override void Process(FlowNode node)
    {
        int room = WorldSet.MaximumApart - node.Crowd;
        if (SendsOnlyNew && node.Crowd > 0 && room > 0 && node.Entry.Count <= WorldSet.MaximumApart && TryProcess(node, onlyNew: true, room))
            node.Crowd += _crowd;
        else
            ProcessAgain(node);
    }

    /// <summary>Sends all worlds at the node's entry through its segment.</summary>
    private void ProcessAgain(FlowNode node)
    {
        TryProcess(node, onlyNew: false, room: int.MaxValue);
        node.Crowd = _crowd;
    }

    /// <returns>Whether the worlds came to the segment's end; false where there were more of them at once than there is room for.</returns>
    private bool TryProcess(FlowNode node, bool onlyNew, int room)
    {
        (_current, _currentIsInTry) = (node, Regions.IsInTry(node.Block));
        _crowd = 0;
        _worlds.Clear();
        node.Entry.Take(_worlds, onlyNew);
        return _worlds.Count == 1 ? TryProcessOne(node, _worlds[0], room) : TryProcessAll(node, node.Start, room);
    }

    /// <summary>Sends in whatever can be known where the segment begins, with the object in the state.</summary>
    protected void EnterAll(PathRun paths, int segment, int state = Automaton.Absent)
    {
        for (FlowNode? node = paths.FirstNodeOf(segment); node is not null; node = node.NextOfSegment)
        {
            for (int i = 0; i < node.Entry.Count; i++)
                EnterSegment(node.Block, segment, node.Continuation, node.Entry[i].State == state ? node.Entry[i] : node.Entry[i] with { State = state });
        }
    }

    /// <summary>Goes through everything once more, in the order of the source, when nothing changes any more.</summary>
    protected void Replay()
    {
        Nodes.Sort(static (left, right) => left.CompareTo(right));
        for (int i = 0; i < Nodes.Count; i++)
            ProcessAgain(Nodes[i]);
    }

    /// <summary>As long as there is one world, there is nothing to merge.</summary>
    private bool TryProcessOne(FlowNode node, World world, int room)
    {
        _crowd = 1;
        int end = node.End;
        for (int i = node.Start; i < end; i++)
        {
            List<Outcome> outcomes = _interpreter.Run(node.Block.Operations[i], world);
            if (outcomes.Count == 0)
                return true;
            if (outcomes.Count > 1)
            {
                _worlds.Clear();
                foreach ((World outcome, _) in outcomes)
                    _worlds.Add(outcome);
                return TryProcessAll(node, i + 1, room);
            }

            world = outcomes[0].World;
        }

        Leave(node, world);
        return true;
    }

    private bool TryProcessAll(FlowNode node, int next, int room)
    {
        if (!HasRoom(room))
            return false;
        int end = node.End;
        for (int i = next; i < end; i++)
        {
            IOperation statement = node.Block.Operations[i];
            for (int j = 0; j < _worlds.Count; j++)
            {
                foreach ((World outcome, _) in _interpreter.Run(statement, _worlds[j]))
                    _after.Add(outcome);
            }

            (_worlds, _after) = (_after, _worlds);
            _after.Clear();
            if (!HasRoom(room))
                return false;
        }

        for (int j = 0; j < _worlds.Count; j++)
            Leave(node, _worlds[j]);
        return true;
    }

    /// <summary>Counts the worlds that there are now.</summary>
    private bool HasRoom(int room)
    {
        _crowd = Math.Max(_crowd, _worlds.IsCrowded ? WorldSet.MaximumApart + 1 : _worlds.Count);
        return _crowd <= room;
    }

    private void Leave(FlowNode node, World world)
    {
        if (!node.IsLastOfBlock)
        {
            GoOn(node, world);
            return;
        }

        BasicBlock block = node.Block;
        if (block.BranchValue is not { } value)
        {
            Follow(node, block.FallThroughSuccessor, world);
            return;
        }

        if (block.ConditionKind == ControlFlowConditionKind.None)
        {
            bool returns = block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return;
            foreach ((World after, _) in returns ? _interpreter.RunReturn(value, world, isLast: !KnowsWhatIsReturned || block.FallThroughSuccessor!.FinallyRegions.IsEmpty, ReturnsToCaller) : _interpreter.Run(value, world))
                Follow(node, block.FallThroughSuccessor, after);
            return;
        }

        bool jumpsWhen = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        foreach ((World after, Value condition) in _interpreter.Run(value, world))
        {
            World asked = _interpreter.Ask(value, condition, after);
            if (_interpreter.Assume(value, condition, jumpsWhen, asked) is { } jumping)
                Follow(node, block.ConditionalSuccessor, jumping);
            if (_interpreter.Assume(value, condition, !jumpsWhen, asked) is { } falling)
                Follow(node, block.FallThroughSuccessor, falling);
        }
    }
}
