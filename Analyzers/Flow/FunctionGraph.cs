using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>The graph of one function, and those of the lambdas and local functions in it, with the outer variables they touch.</summary>
internal sealed class FunctionGraph
{
    [ThreadStatic]
    private static List<IOperation>? s_spare;

    private static readonly Dictionary<ISymbol, List<IOperation>> NoMentions = new(SymbolEqualityComparer.Default);

    private readonly Dictionary<IMethodSymbol, FunctionGraph> _localFunctions = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IFlowAnonymousFunctionOperation, FunctionGraph> _lambdas = [];
    private readonly Dictionary<CaptureId, IOperation> _captured = [];
    private readonly Dictionary<CaptureId, List<IOperation>> _values = [];
    private readonly Dictionary<ISymbol, List<IOperation>> _mentions = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _sharedFlags = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<FunctionGraph, Dictionary<ISymbol, List<IOperation>>> _reached = [];

    private LoopBlocks? _loops;

    // Where each segment's operations begin among all, and the last one's end.
    private readonly int[] _firsts;

    private FunctionGraph(ControlFlowGraph graph, IMethodSymbol? method)
    {
        Graph = graph;
        Method = method;
        Receiver = method is null ? null : ExtensionBlock.ReceiverOf(method);
        Parameters = method is null ? ImmutableArray<IParameterSymbol>.Empty : ExtensionBlock.ParametersOf(method);
        List<IOperation> operations = s_spare ?? [];
        s_spare = null;
        Segments = new(graph);
        _firsts = new int[Segments.Count + 1];
        foreach (BasicBlock block in graph.Blocks)
        {
            for (int segment = Segments.FirstOf(block.Ordinal); segment <= Segments.LastOf(block.Ordinal); segment++)
            {
                _firsts[segment] = operations.Count;
                for (int i = Segments.StartOf(segment, block); i < Segments.EndOf(segment, block); i++)
                    AddAll(block.Operations[i], operations);
            }

            if (block.BranchValue is { } value)
                AddAll(value, operations);
        }

        _firsts[Segments.Count] = operations.Count;
        Operations = operations.ToImmutableArray();
        operations.Clear();
        s_spare = operations;
    }

    private static void AddAll(IOperation root, List<IOperation> operations)
    {
        foreach (IOperation operation in new OperationWalk(root))
            operations.Add(operation);
    }

    public ControlFlowGraph Graph { get; }

    /// <summary>The pieces in which its blocks are gone through.</summary>
    public Segments Segments { get; }

    /// <summary>Which of its blocks lie in loops.</summary>
    public LoopBlocks Loops => _loops ??= new(Graph);

    /// <summary>The function, or null for a field's initializer.</summary>
    public IMethodSymbol? Method { get; }

    /// <summary>The function that this one is declared in; null for a member's body.</summary>
    public FunctionGraph? Around { get; private set; }

    /// <summary>The parameter of the extension block that the function is in; null for any other function.</summary>
    public IParameterSymbol? Receiver { get; }

    /// <summary>What the function is given; the receiver, too, of one in an extension block.</summary>
    public ImmutableArray<IParameterSymbol> Parameters { get; }

    /// <summary>Every variable that the function or a function in it mentions.</summary>
    public IReadOnlyCollection<ISymbol> Mentions => _mentions.Keys;

    /// <summary>Every variable that the function or a function in it assigns, or passes by reference.</summary>
    public HashSet<ISymbol> Assigns { get; } = new(SymbolEqualityComparer.Default);

    public IEnumerable<FunctionGraph> Nested => _localFunctions.Values.Concat(_lambdas.Values);

    /// <summary>The function, and those in it at any depth.</summary>
    public IEnumerable<FunctionGraph> AndAllNested => Nested.SelectMany(nested => nested.AndAllNested).Prepend(this);

    public static FunctionGraph Create(ControlFlowGraph graph, IMethodSymbol? method, CancellationToken cancellation)
    {
        FunctionGraph function = new(graph, method);
        foreach (IMethodSymbol local in graph.LocalFunctions)
        {
            FunctionGraph nested = Create(graph.GetLocalFunctionControlFlowGraph(local, cancellation), local, cancellation);
            function._localFunctions.Add(local, nested);
            function.Include(nested);
        }

        List<ISimpleAssignmentOperation>? references = null;
        foreach (IOperation operation in function.Operations)
        {
            cancellation.ThrowIfCancellationRequested();
            if (operation is IFlowCaptureOperation { Id: var id, Value: var value })
                function.NotedValuesOf(id).Add(value);
            switch (operation)
            {
                case IFlowCaptureOperation { Value: ILocalReferenceOperation or IParameterReferenceOperation } capture:
                    function._captured[capture.Id] = capture.Value;
                    break;
                case IFlowCaptureReferenceOperation reference when Assignment.IsTarget(reference):
                    if (function.VariableOf(reference) is { } target)
                        function.Assigns.Add(target);
                    break;
                case IFlowAnonymousFunctionOperation lambda:
                    FunctionGraph nested = Create(
                        graph.GetAnonymousFunctionControlFlowGraph(lambda, cancellation), lambda.Symbol, cancellation);
                    function._lambdas.Add(lambda, nested);
                    function.Include(nested);
                    break;
                case ILocalReferenceOperation local:
                    function.Mention(local.Local, local);
                    break;
                case IParameterReferenceOperation parameter:
                    function.Mention(parameter.Parameter, parameter);
                    break;
                case ISimpleAssignmentOperation { IsRef: true } reference:
                    (references ??= []).Add(reference);
                    break;
            }
        }

        if (references is not null)
            function.RefLocals = new RefLocals(function.VariableOf, references);
        return function;
    }

    /// <summary>What the function's variables by reference stand for.</summary>
    public RefLocals RefLocals { get; private set; } = RefLocals.None;

    /// <summary>All operations of the function's own blocks, the nested functions' not included.</summary>
    public ImmutableArray<IOperation> Operations { get; }

    /// <summary>All operations of a block, its branch's value included.</summary>
    public ReadOnlySpan<IOperation> OperationsIn(BasicBlock block) => OperationsIn(Segments.FirstOf(block.Ordinal), Segments.LastOf(block.Ordinal));

    /// <summary>All operations of a segment, its branch's value included.</summary>
    public ReadOnlySpan<IOperation> OperationsIn(int segment) => OperationsIn(segment, segment);

    private ReadOnlySpan<IOperation> OperationsIn(int first, int last) => Operations.AsSpan().Slice(_firsts[first], _firsts[last + 1] - _firsts[first]);

    /// <summary>The variables that the lambda or local function mentions, and where; none when it is not one of this function's.</summary>
    public Dictionary<ISymbol, List<IOperation>> CapturesOf(IOperation operation) => operation switch
    {
        IFlowAnonymousFunctionOperation lambda when _lambdas.TryGetValue(lambda, out FunctionGraph? nested) => MentionsReachedFrom(nested),
        IMethodReferenceOperation reference => CapturesOf(reference.Method),
        IInvocationOperation invocation => CapturesOf(invocation.TargetMethod),
        _ => NoMentions,
    };

    /// <summary>The graph of the lambda, or of the local function that is called; null where it is declared neither in this function nor in one around it.</summary>
    public FunctionGraph? BodyOf(IOperation operation) => operation switch
    {
        IFlowAnonymousFunctionOperation lambda when _lambdas.TryGetValue(lambda, out FunctionGraph? nested) => nested,
        IInvocationOperation call => LocalFunction(call.TargetMethod),
        _ => null,
    };

    /// <summary>Whether the place comes before the first branch, so that nobody gets through the function without it.</summary>
    public bool IsOnEveryWay(SyntaxNode at)
    {
        BasicBlock? block = Graph.Blocks[0];
        while (block is not null)
        {
            if (block.Operations.Any(operation => operation.Syntax.Span.Contains(at.Span)) || block is { ConditionKind: ControlFlowConditionKind.None, BranchValue: { } value } && value.Syntax.Span.Contains(at.Span))
                return true;
            BasicBlock? next = block.ConditionKind == ControlFlowConditionKind.None ? block.FallThroughSuccessor?.Destination : null;
            block = next?.Ordinal > block.Ordinal ? next : null;
        }

        return false;
    }

    /// <summary>Where the function, or a function in it, mentions the variable.</summary>
    public IReadOnlyList<IOperation> MentionsOf(ISymbol variable) => _mentions.TryGetValue(variable, out List<IOperation>? mentions) ? mentions : [];

    /// <summary>Where the function writes the variable, itself or through a flow capture of it.</summary>
    public IEnumerable<IOperation> WritesOf(ISymbol variable) => Operations.Where(operation => Assignment.IsTarget(operation) && SymbolEqualityComparer.Default.Equals(VariableOf(operation), variable));

    /// <summary>The local or parameter that the operation names, itself or through a flow capture of it; null for any other.</summary>
    public ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation { Local.IsRef: true } reference when RefLocals.PlaceOf(reference) is var place && place is ILocalReferenceOperation or IParameterReferenceOperation && place != reference => VariableOf(place),
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFlowCaptureReferenceOperation reference when _captured.TryGetValue(reference.Id, out IOperation? value) => VariableOf(value),
        _ => null,
    };

    /// <summary>The flow captures that have the variable's value, as a <c>using</c> of it has.</summary>
    public IEnumerable<CaptureId> CapturesOfValue(ISymbol variable)
        => _captured.Where(captured => _values[captured.Key] is [var only] && only == captured.Value && SymbolEqualityComparer.Default.Equals(VariableOf(captured.Value), variable)).Select(static captured => captured.Key);

    /// <summary>What a flow capture stands for, where that is one expression; the operation itself where it is no flow capture.</summary>
    public IOperation ValueOf(IOperation operation)
        => CapturedBy(operation) is { } value ? ValueOf(Conversions.InsideBuiltIn(value)) : operation;

    /// <summary>The one expression whose value the flow capture has; null where there are several, and for what is no flow capture.</summary>
    private IOperation? CapturedBy(IOperation operation) => operation is IFlowCaptureReferenceOperation reference && ValuesOf(reference.Id) is [var only] ? only : null;

    /// <summary>What the flow capture may stand for: several expressions where it has one value or another, as by <c>a ? b : c</c>.</summary>
    public IReadOnlyList<IOperation> ValuesOf(CaptureId id) => _values.TryGetValue(id, out List<IOperation>? values) ? values : [];

    /// <summary>Whether the flow capture has one value or another, as by <c>a ? b : c</c>.</summary>
    public bool IsBranching(CaptureId id) => ValuesOf(id).Count > 1;

    /// <summary>The tuple that is written where the operation stands, or just before it, to be matched; null for any other value.</summary>
    public ITupleOperation? TupleOf(IOperation operation)
        => (operation as ITupleOperation) ?? (CapturedBy(operation) as ITupleOperation);

    /// <summary>What the element is read out of, by an index or by a <c>foreach</c>; null for what is no element.</summary>
    public IOperation? WholeOf(IPropertyReferenceOperation element) => element switch
    {
        { Property.IsIndexer: true, Instance: { } whole } => whole,
        { Property.Name: "Current", Instance: { } enumerator } => EnumeratedBy(enumerator),
        _ => null,
    };

    /// <summary>What a <c>foreach</c> goes through with the enumerator; null for any other operation.</summary>
    public IOperation? EnumeratedBy(IOperation enumerator)
        => ValueOf(Conversions.InsideBuiltIn(enumerator)) is IInvocationOperation { TargetMethod.Name: "GetEnumerator" or "GetAsyncEnumerator", Instance: { } whole } ? whole : null;

    /// <summary>The variables that a local function mentions, or one that it calls, and where; none when it is declared neither in this function nor in one around it.</summary>
    public Dictionary<ISymbol, List<IOperation>> CapturesOf(IMethodSymbol method)
        => LocalFunction(method) is { } called ? MentionsReachedFrom(called) : NoMentions;

    /// <summary>Whether the expression is all that a lambda consists of which is there to throw, as in <c>Assert.Throws&lt;T&gt;(() =&gt; arena.Allocate())</c>: nobody expects a value of it.</summary>
    public bool IsExpectedToThrow(SyntaxNode expression)
        => Method is { MethodKind: MethodKind.AnonymousFunction } && expression.Parent is LambdaExpressionSyntax lambda && lambda.Body == expression && Assertions.ExpectThrow(lambda);

    /// <summary>Whether only the function that the variable belongs to writes it, and none that is declared in that.</summary>
    public bool IsWrittenByOwnerOnly(ISymbol variable)
        => OwnerOf(variable).Nested.All(nested => !nested.Assigns.Contains(variable));

    /// <summary>The function that the variable belongs to: this one, or one around it.</summary>
    public FunctionGraph OwnerOf(ISymbol variable)
    {
        FunctionGraph owner = this;
        while (owner.Around is { } around && !SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, owner.Method))
            owner = around;
        return owner;
    }

    /// <summary>As <see cref="Flag.IsShared"/> says of a variable of this function.</summary>
    public bool IsSharedFlag(ISymbol variable) => _sharedFlags.TryGetValue(variable, out bool isShared) ? isShared : _sharedFlags.GetOrAdd(variable, Flag.IsShared(variable, this));

    private Dictionary<ISymbol, List<IOperation>> MentionsReachedFrom(FunctionGraph called)
    {
        if (_localFunctions.Count == 0 && Around is null)
            return called._mentions;
        if (_reached.TryGetValue(called, out Dictionary<ISymbol, List<IOperation>>? known))
            return known;

        // What it calls beside it takes its own variables from this function, or from one around it.
        Dictionary<ISymbol, List<IOperation>> mentions = new(SymbolEqualityComparer.Default);
        HashSet<FunctionGraph> seen = [called];
        Queue<FunctionGraph> open = new(seen);
        while (open.Count > 0)
        {
            FunctionGraph function = open.Dequeue();
            foreach (KeyValuePair<ISymbol, List<IOperation>> mention in function._mentions)
            {
                // Its own variables are new ones with each call.
                if (SymbolEqualityComparer.Default.Equals(mention.Key.ContainingSymbol, called.Method))
                    continue;
                mentions[mention.Key] = mentions.TryGetValue(mention.Key, out List<IOperation>? others) ? [.. others, .. mention.Value] : mention.Value;
            }

            foreach (IMethodSymbol other in function.AndAllNested.SelectMany(nested => nested.Operations).Select(LocalFunctionOf).OfType<IMethodSymbol>())
            {
                if (LocalFunction(other) is { } next && seen.Add(next))
                    open.Enqueue(next);
            }
        }

        return _reached.GetOrAdd(called, mentions);
    }

    /// <summary>The graph of the local function; null where it is declared neither in this function nor in one around it.</summary>
    public FunctionGraph? LocalFunction(IMethodSymbol method)
        => _localFunctions.TryGetValue(method.OriginalDefinition, out FunctionGraph? nested) ? nested : Around?.LocalFunction(method);

    private static IMethodSymbol? LocalFunctionOf(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } target } => target,
        IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } target } => target,
        _ => null,
    };

    private void Include(FunctionGraph nested)
    {
        nested.Around = this;
        foreach (KeyValuePair<ISymbol, List<IOperation>> mention in nested._mentions)
            NotedMentionsOf(mention.Key).AddRange(mention.Value);
        Assigns.UnionWith(nested.Assigns);
    }

    private void Mention(ISymbol symbol, IOperation reference)
    {
        NotedMentionsOf(symbol).Add(reference);
        if (Assignment.IsTarget(reference))
            Assigns.Add(symbol);
    }

    private List<IOperation> NotedValuesOf(CaptureId id)
    {
        if (!_values.TryGetValue(id, out List<IOperation>? values))
            _values.Add(id, values = []);
        return values;
    }

    private List<IOperation> NotedMentionsOf(ISymbol symbol)
    {
        if (!_mentions.TryGetValue(symbol, out List<IOperation>? references))
            _mentions.Add(symbol, references = []);
        return references;
    }
}
