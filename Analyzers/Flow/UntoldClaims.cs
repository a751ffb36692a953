using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// Further claims that a function takes to what its caller gave it. It may take one for somebody else; but where it gives the claim back on one way and not on another, and returns the same on both, or nothing,
/// nobody can know that there is one to be given back.
/// </summary>
internal sealed class UntoldClaims
{
    private static readonly object Nothing = new();

    // A number that is computed: it says nothing of claims.
    private static readonly object Computed = new();

    private readonly GraphIndex _index;
    private readonly Automaton _automaton;
    private readonly List<(object Result, BreachEvent Left)> _left = [];
    private readonly HashSet<object> _free = [];
    private readonly bool _isVoid;

    private UntoldClaims(GraphIndex index, Automaton automaton)
        => (_index, _automaton, _isVoid) = (index, automaton, index.Function.Method is { ReturnsVoid: true });

    /// <returns>Null where the object is not a caller's, no claims are counted, or the caller can tell the ways apart by what else it gave.</returns>
    public static UntoldClaims? Of(TrackedObject tracked, GraphIndex index, Automaton automaton)
        => automaton.Counted != Effect.Stay
            && tracked is TrackedObject.Initial { Variable: IParameterSymbol { RefKind: RefKind.None } }
            && !index.Function.Parameters.Any(Tells)
            && !index.Function.Mentions.Any(mentioned => Tells(mentioned) && !SymbolEqualityComparer.Default.Equals(mentioned.ContainingSymbol, index.Function.Method))
                ? new UntoldClaims(index, automaton)
                : null;

    /// <summary>Whether what the caller knows may be told by the variable: by a parameter, or by one that a local function finds around it.</summary>
    private static bool Tells(ISymbol variable)
        => (variable is ILocalSymbol local ? local.Type : (variable as IParameterSymbol)?.Type) is { SpecialType: SpecialType.System_Boolean } or { TypeKind: TypeKind.Enum };

    /// <returns>Whether the way leaves a claim.</returns>
    public bool NoteExit(ControlFlowBranch branch, World world)
    {
        object? result = Nothing;
        if (!_isVoid && !world.Facts[Interpreter.ReturnedValue].IsConstant(out result))
            result = ReturnsNumberOnly ? Computed : null;
        if (result is null || !Automaton.IsKnown(world.State))
            return false;
        if (world.State != _automaton.Counted)
        {
            _free.Add(result);
            return false;
        }

        if (world is not { Claims: { IsOwn: false } claims, Since: { IsGranted: false } since } || !Automaton.IsKnown(claims.Base) || claims.Count <= claims.Given || world.Facts.IsKeptInField)
            return false;
        _left.Add((result, new BreachEvent(Breach.Left, 1u << world.State, world.State, since, ExitPlace.Of(branch, null, _index.Graph, since.Name))));
        return true;
    }

    private bool ReturnsNumberOnly
        => _index.Function.Method is { ReturnType.SpecialType: SpecialType.System_Byte or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Double } method
            && method.Parameters.All(static parameter => parameter.RefKind is RefKind.None or RefKind.In);

    public void Clear()
    {
        _left.Clear();
        _free.Clear();
    }

    public void Report(Action<BreachEvent> report)
    {
        foreach ((object result, BreachEvent left) in _left)
        {
            if (_free.Contains(result))
                report(left);
        }
    }
}
