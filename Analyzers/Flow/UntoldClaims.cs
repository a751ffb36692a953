using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// Further claims that a function takes to what its caller gave it. It may take one for somebody else; but where it gives the claim back on one way and not on another, and returns the same on both, or nothing,
/// nobody can know that there is one to be given back. Nor does anybody look for one where the function says that it failed, and gives the claim back, or away, where it did not fail.
/// </summary>
internal sealed class UntoldClaims
{
    private static readonly object Nothing = new();
    private static readonly object Something = new();
    private static readonly object Absence = new();

    // A number that is computed: it says nothing of claims.
    private static readonly object Computed = new();

    private readonly GraphIndex _index;
    private readonly Automaton _automaton;
    private readonly List<(object Result, BreachEvent Left)> _left = [];
    private readonly HashSet<object> _free = [];
    private readonly HashSet<object> _given = [];
    private readonly bool _isVoid;
    private bool _isKeptInField;

    private UntoldClaims(GraphIndex index, Automaton automaton)
        => (_index, _automaton, _isVoid) = (index, automaton, index.Function.Method is { } method && (method.ReturnsVoid || (method.IsAsync && method.ReturnType is INamedTypeSymbol { IsGenericType: false })));

    /// <returns>Null where the object is not a caller's, no claims are counted, or the caller can tell the ways apart by what else it gave.</returns>
    public static UntoldClaims? Of(TrackedObject tracked, GraphIndex index, Automaton automaton)
        => automaton.Counted != Effect.Stay
            && tracked is TrackedObject.Initial { Variable: IParameterSymbol { RefKind: RefKind.None or RefKind.Ref } }
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
        if (!Automaton.IsKnown(world.State))
            return false;
        object result = ResultOf(world);
        if (world.State != _automaton.Counted)
        {
            _free.Add(result);
            return false;
        }

        if (world is not { Claims: { IsOwn: false } claims, Since: { IsGranted: false } since } || !Automaton.IsKnown(claims.Base))
            return false;
        if (claims.Count <= claims.Given || world.Facts.IsKeptInField)
        {
            _given.Add(result);
            _isKeptInField |= world.Facts.IsKeptInField;
            return false;
        }

        if (result == Something)
            return false;
        _left.Add((result, new BreachEvent(Breach.Left, 1u << world.State, world.State, since, ExitPlace.Of(branch, null, _index.Graph, since.Name))));
        return true;
    }

    /// <summary>The object is handed to the caller.</summary>
    public void NoteHandedOut() => _given.Add(Something);

    public void Clear()
    {
        _left.Clear();
        _free.Clear();
        _given.Clear();
        _isKeptInField = false;
    }

    /// <param name="wasTakenBack">Whether a claim is given back on any way.</param>
    /// <param name="isLost">Whether somebody else gets the object on any way.</param>
    /// <param name="report">What is told of each claim that is left.</param>
    public void Report(bool wasTakenBack, bool isLost, Action<BreachEvent> report)
    {
        foreach ((object result, BreachEvent left) in _left)
        {
            if (wasTakenBack && _free.Contains(result) || (IsFailure(result) && (isLost || _free.Concat(_given).Any(other => !other.Equals(result)))) || (result == Nothing && _isKeptInField))
                report(left);
        }
    }

    private object ResultOf(World world)
    {
        if (_isVoid)
            return Nothing;
        return !world.Facts[Interpreter.ReturnedValue].IsConstant(out object? result) ? (ReturnsNumberOnly ? Computed : Something) : result ?? Absence;
    }

    private bool ReturnsNumberOnly
        => _index.Function.Method is { ReturnType.SpecialType: SpecialType.System_Byte or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Double } method
            && method.Parameters.All(static parameter => parameter.RefKind is RefKind.None or RefKind.In);

    /// <summary>Whether what is returned says by common usage that nothing came of it.</summary>
    private static bool IsFailure(object result) => result == Absence || result is false or < 0;
}
