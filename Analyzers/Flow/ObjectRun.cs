using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>Follows one object through the function, and reports the breaches of its protocol once all paths are known.</summary>
internal sealed class ObjectRun : BlockRun
{
    private readonly IProtocolSemantics _semantics;
    private readonly TrackedObject _tracked;
    private readonly Action<BreachEvent> _report;
    private bool _isSeeded;
    private bool _isReporting;

    private ObjectRun(GraphIndex index, IProtocolSemantics semantics, TrackedObject tracked, Action<BreachEvent> report)
        : base(index, semantics, tracked)
    {
        _semantics = semantics;
        _tracked = tracked;
        _report = report;
    }

    /// <summary>Follows what a variable holds on entry.</summary>
    public static void FollowInitial(
        GraphIndex index, IProtocolSemantics semantics, ISymbol variable, int state, Action<BreachEvent> report, CancellationToken cancellation)
    {
        ObjectRun run = new(index, semantics, new TrackedObject.Initial(variable), report);
        run.Enter(index.Graph.Blocks[0], null, new World(state, null, Facts.None.With(variable, Value.Object)));
        run.Finish(cancellation);
    }

    /// <summary>Follows what an operation makes, from the block that it stands in.</summary>
    public static void FollowMade(
        GraphIndex index,
        IProtocolSemantics semantics,
        PathRun paths,
        BasicBlock block,
        TrackedObject.Made made,
        Action<BreachEvent> report,
        CancellationToken cancellation)
    {
        ObjectRun run = new(index, semantics, made, report);
        foreach (FlowNode node in paths.NodesByBlock[block.Ordinal])
        {
            foreach (World world in node.Entry.Worlds)
                run.Enter(node.Block, node.Continuation, world);
        }

        run._isSeeded = true;
        run.Finish(cancellation);
    }

    public override void OnBreach(BreachEvent breach)
    {
        if (_isReporting)
            _report(breach);
    }

    protected override bool IsAlive(World world) => world.State switch
    {
        Automaton.Absent => !_isSeeded,
        Automaton.Escaped => false,
        _ => world.Facts.HoldsObject || (Automaton.IsKnown(world.State) && Automaton.Contains(_semantics.Automaton.ForbidsLeaving, world.State)),
    };

    protected override void OnExit(ControlFlowBranch? branch, World world)
    {
        if (!_isReporting || !Automaton.IsKnown(world.State))
            return;
        ExitPromise promise = _tracked is TrackedObject.Initial { Variable: IParameterSymbol parameter }
            ? _semantics.PromiseFor(parameter)
            : ExitPromise.None;
        if (branch is not null && promise.Restores != Effect.Stay && world.State != promise.Restores && SaysGoOn(promise, world))
        {
            string name = ((TrackedObject.Initial)_tracked).Variable.Name;
            _report(new BreachEvent(Breach.NotRestored, 1u << promise.Restores, world.State, ExitPlace.Of(branch, Index.Graph, name), world.Since));
        }

        if (!Automaton.Contains(_semantics.Automaton.ForbidsLeaving, world.State)
            || Automaton.Contains(promise.MayLeave, world.State)
            || world.Since is not { } since
            || _tracked is TrackedObject.Initial { Variable: IFieldSymbol }
            || branch?.Source.BranchValue?.Syntax.Contains(since.Syntax) == true)
        {
            return;
        }

        _report(new BreachEvent(Breach.Left, 1u << world.State, world.State, since, ExitPlace.Of(branch, Index.Graph, since.Name)));
    }

    private void Finish(CancellationToken cancellation)
    {
        RunToFixpoint(cancellation);
        if (IsAbandoned)
            return;

        _isReporting = true;
        foreach (FlowNode node in Nodes.OrderBy(node => node.Key))
            Process(node);
    }

    private static bool SaysGoOn(ExitPromise promise, World world)
    {
        if (promise.Failures.IsEmpty)
            return true;
        Value result = world.Facts[Interpreter.ReturnedValue];
        return promise.Failures.All(failure => result.EqualTo(failure) == false);
    }
}
