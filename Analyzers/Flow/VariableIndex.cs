using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>Which of a function's variables facts can be kept about, and for how long anybody asks for them.</summary>
internal sealed class VariableIndex
{
    private readonly FunctionGraph _function;
    private readonly ISymbol? _captured;
    private readonly HashSet<ISymbol> _wild = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, int> _reads = new(SymbolEqualityComparer.Default);

    // The last segment in which each is mentioned.
    private readonly Dictionary<object, int> _lastReads = new(Facts.Keys);

    // The same without those that functions in this one mention: as long as there is one of these, it may be called.
    private readonly Dictionary<object, int> _lastNames;

    // A private method's body is looked at for several callers at once.
    private ConcurrentDictionary<ISymbol, bool>? _handedInward;

    /// <param name="function">The function.</param>
    /// <param name="captured">A variable of the function around it that it never writes; null for none.</param>
    public VariableIndex(FunctionGraph function, ISymbol? captured)
    {
        _function = function;
        _captured = captured;
        _wild.UnionWith(function.RefLocals.Taken);
        foreach (FunctionGraph nested in function.Nested)
        {
            _wild.UnionWith(nested.Assigns);
            foreach (ISymbol mentioned in nested.Mentions)
                CountRead(mentioned, 2);
        }

        Dictionary<int, HashSet<ISymbol>> writtenFirst = [];
        foreach (BasicBlock block in function.Graph.Blocks)
        {
            HashSet<ISymbol>? mentioned = null;
            if (function.Loops.IsHead(block.Ordinal))
            {
                mentioned = new(SymbolEqualityComparer.Default);
                writtenFirst.Add(block.Ordinal, new(SymbolEqualityComparer.Default));
            }

            for (int segment = function.Segments.FirstOf(block.Ordinal); segment <= function.Segments.LastOf(block.Ordinal); segment++)
            {
                foreach (IOperation operation in function.OperationsIn(segment))
                {
                    NoteRead(operation, segment);
                    if (mentioned is not null && function.VariableOf(operation) is { } variable && mentioned.Add(variable) && Assignment.IsOnlyWritten(operation))
                        writtenFirst[block.Ordinal].Add(variable);

                    // Which of the variables is passed by reference nobody knows.
                    if (operation is IFlowCaptureReferenceOperation { Id: var id } && Assignment.IsTarget(operation) && function.IsBranching(id))
                        _wild.UnionWith(function.ValuesOf(id).Select(function.VariableOf).OfType<ISymbol>());
                }
            }
        }

        // In a loop, the first block comes after the last one.
        foreach (KeyValuePair<object, int> read in _lastReads.ToArray())
        {
            if (read.Key is ISymbol variable
                && function.Loops.LastFor(function.Segments.BlockOf(read.Value), function.Loops.ScopeOf(variable), head => writtenFirst[head].Contains(variable)) is { } last)
            {
                _lastReads[variable] = function.Segments.LastOf(last);
            }
        }

        _lastNames = _lastReads;
        if (function.Nested.Any())
        {
            _lastNames = new(_lastReads, Facts.Keys);
            foreach (ISymbol mentioned in function.Nested.SelectMany(static nested => nested.Mentions))
                _lastNames.Remove(mentioned);
        }
    }

    /// <summary>Whether the variable belongs to this function and is written nowhere else, so that a fact about it stays true.</summary>
    public bool IsTrackable(ISymbol variable)
        => (!_wild.Contains(variable)
                && (_function.Method is null
                    || SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, _function.Method)
                    || SymbolEqualityComparer.Default.Equals(variable, _function.Receiver)
                    || (_captured is not null && SymbolEqualityComparer.Default.Equals(variable, _captured))
                    || IsOfAround(variable)))
            || IsSharedFlag(variable);

    /// <summary>Whether the variable is a flag that this function writes with local functions in it, or one of these with the function around (<see cref="Flag.IsShared"/>).</summary>
    public bool IsSharedFlag(ISymbol variable)
        => (_wild.Contains(variable) || IsWrittenForAround(variable)) && Flag.MayBe(variable) && _function.OwnerOf(variable).IsSharedFlag(variable);

    private bool IsWrittenForAround(ISymbol variable)
        => _function is { Around: not null, Method: { } method } && !SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, method) && _function.Assigns.Contains(variable);

    /// <summary>
    /// Whether the variable is another's, and this function never writes it: a lambda's or a local function's captured one, or the parameter of a primary constructor. Whoever is
    /// called meanwhile may write it.
    /// </summary>
    public bool IsOuter(ISymbol variable) => IsOfAround(variable) && !IsHandedInward(variable);

    /// <summary>Whether the variable is a parameter of the method around with which this function alone works (<see cref="Flow.HandedInward"/>).</summary>
    public bool IsHandedInward(ISymbol variable)
    {
        if (_function.Around is null || variable is not IParameterSymbol)
            return false;
        return (_handedInward ??= new(SymbolEqualityComparer.Default)).GetOrAdd(variable, candidate => HandedInward.Is(candidate, _function));
    }

    private bool IsOfAround(ISymbol variable)
        => _function.Method is { } method
            && variable is ILocalSymbol { IsRef: false } or IParameterSymbol { RefKind: RefKind.None }
            && !SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, method)
            && !_function.Assigns.Contains(variable)
            && (method.MethodKind is MethodKind.LambdaMethod or MethodKind.LocalFunction
                || (variable is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: var type } } && SymbolEqualityComparer.Default.Equals(type, method.ContainingType)));

    /// <summary>Whether anybody reads the variable.</summary>
    public bool IsRead(ISymbol variable) => _reads.ContainsKey(variable);

    /// <summary>Whether knowing the variable's value can decide a later branch.</summary>
    public bool IsReadRepeatedly(ISymbol variable) => _reads.TryGetValue(variable, out int count) && count > 1;

    /// <summary>Forgets what no segment from here on asks for; that something is the object stays known.</summary>
    public Facts ForgetDead(Facts facts, int segment) => facts.WithoutThoseBefore(segment, _lastReads);

    /// <summary>Whether the function may ask for the object by one of its names, from the segment on.</summary>
    public bool NameObjectFrom(int segment, Facts facts) => facts.HoldsObjectIn(segment, _lastNames);

    private void NoteRead(IOperation operation, int segment)
    {
        if (operation is IFlowCaptureReferenceOperation capture)
        {
            _lastReads[capture.Id] = segment;

            // Each pattern that a tuple is matched with asks for its elements again.
            foreach (IOperation element in _function.TupleOf(capture)?.Elements ?? ImmutableArray<IOperation>.Empty)
            {
                if (_function.VariableOf(element) is not { } asked)
                    continue;
                _lastReads[asked] = segment;
                CountRead(asked, 1);
            }
        }

        if (_function.VariableOf(operation) is not { } variable)
            return;

        // What the caller passed by reference is asked for once more when the function ends, and so is what it shares.
        if (variable is not IParameterSymbol { RefKind: RefKind.Out or RefKind.Ref } && !IsWrittenForAround(variable))
            _lastReads[variable] = segment;
        if (operation is not IFlowCaptureReferenceOperation && (!Assignment.IsOnlyWritten(operation) || IsAskedAtOnce(operation)))
            CountRead(variable, 1);
    }

    /// <summary>Whether the variable is written in a condition, as in <c>if (got = Try())</c>, which asks for its value like a read.</summary>
    private static bool IsAskedAtOnce(IOperation target)
        => target.Parent is ISimpleAssignmentOperation { Syntax: AssignmentExpressionSyntax, Type.SpecialType: SpecialType.System_Boolean, Parent: not IExpressionStatementOperation };

    private void CountRead(ISymbol symbol, int times) => _reads[symbol] = _reads.TryGetValue(symbol, out int count) ? count + times : times;
}
