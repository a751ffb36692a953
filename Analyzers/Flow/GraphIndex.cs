using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>What every run over one function's graph needs to know of it, found once.</summary>
internal sealed class GraphIndex(FunctionGraph function, Func<IMethodSymbol, bool> blocks, ISymbol? captured = null, CallIndex? calls = null)
{
    private VariableIndex? _variables;
    private ConditionIndex? _conditions;
    private ResultIndex? _results;
    private Originals? _originals;
    private FinishedTasks? _finishedTasks;
    private NullTests? _nullTests;
    private TupleIndex? _tuples;
    private ArrayIndex? _arrays;
    private OutcomeIndex? _outcomes;
    private SentinelIndex? _sentinels;
    private RepeatedConditions? _repeated;
    private FlagIndex? _flags;
    private StepVariables? _steps;
    private Selections? _selections;
    private Counts? _counts;

    public FunctionGraph Function => function;

    /// <summary>The variable of the function around this one that is followed here; null for most.</summary>
    public ISymbol? Captured => captured;

    public ControlFlowGraph Graph => function.Graph;

    public CallIndex Calls { get; } = calls ?? new(function);

    // The others only for who asks: most functions have nothing to follow.
    public VariableIndex Variables => _variables ??= new(function, captured);

    public ConditionIndex Conditions => _conditions ??= new(function, () => Originals);

    public ResultIndex Results => _results ??= new(function);

    public NullTests NullTests => _nullTests ??= new(function, Originals);

    public OutcomeIndex Outcomes => _outcomes ??= new(function);

    public SentinelIndex Sentinels => _sentinels ??= new(function);

    public RepeatedConditions Repeated => _repeated ??= new(function, Conditions);

    public FlagIndex Flags => _flags ??= new(function);

    public StepVariables Steps => _steps ??= new(function);

    public Selections Selections => _selections ??= new(function, Originals);

    public Counts Counts => _counts ??= new(function);

    public TupleIndex Tuples => _tuples ??= new(function);

    public ArrayIndex Arrays => _arrays ??= new(function);

    public Originals Originals => _originals ??= new(function);

    /// <summary>The same function, where other methods may block their thread.</summary>
    public GraphIndex With(Func<IMethodSymbol, bool> others) => new(function, others, captured, Calls)
    {
        _variables = _variables,
        _conditions = _conditions,
        _results = _results,
        _originals = _originals,
        _finishedTasks = _finishedTasks,
        _nullTests = _nullTests,
        _tuples = _tuples,
        _arrays = _arrays,
        _outcomes = _outcomes,
        _sentinels = _sentinels,
        _repeated = _repeated,
        _flags = _flags,
        _steps = _steps,
        _selections = _selections,
        _counts = _counts,
    };

    /// <summary>Whether the call of the method may block its thread until somebody else does something.</summary>
    public bool Blocks(IOperation call, IMethodSymbol method) => blocks(method) && !FinishedTasks.IsAskedForNoTime(call) && !(_finishedTasks ??= new(function)).Concern(call);

    /// <summary>Whether the function names at most one object of the type, so that it is clear which one an event is about.</summary>
    public bool NamesOnlyOne(ITypeSymbol type)
    {
        ISymbol? only = null;
        foreach (IOperation operation in function.Operations)
        {
            // Another name for the same object is not another object.
            if (!SymbolEqualityComparer.Default.Equals(operation.Type, type) || SymbolNamedBy(operation) is not { } symbol || SymbolEqualityComparer.Default.Equals(symbol, only))
                continue;
            symbol = SymbolNamedBy(Originals.Of(operation)) ?? symbol;
            if (only is not null && !SymbolEqualityComparer.Default.Equals(symbol, only))
                return false;
            only = symbol;
        }

        return true;
    }

    /// <summary>Whether the function gets out of an object of the protocol another one by which its memory may be kept when the first has ended.</summary>
    public bool HandsOutOwner(IProtocolSemantics semantics)
    {
        foreach (IOperation operation in function.Operations)
        {
            IOperation? holder = operation is IInvocationOperation call ? call.Instance : (operation as IPropertyReferenceOperation)?.Instance;
            if (holder is not null && semantics.Tracks(holder.Type) && Views.HandsOutOwner(operation))
                return true;
        }

        return false;
    }

    private static ISymbol? SymbolNamedBy(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        _ => null,
    };
}
