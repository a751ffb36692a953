using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>What every run over one function's graph needs to know of it, found once.</summary>
internal sealed class GraphIndex
{
    private readonly FunctionGraph _function;
    private readonly HashSet<ISymbol> _wild = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, int> _reads = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _nullTested = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IOperation> _branchValues = [];
    private readonly Dictionary<object, int> _lastReads = new(Facts.Keys);
    private readonly Dictionary<ISymbol, ISymbol> _copies = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IOperation, ConditionKey> _conditions = [];
    private readonly HashSet<string> _readsMember = [];
    private readonly Dictionary<ISymbol, List<string>> _conditionsOn = new(SymbolEqualityComparer.Default);

    public GraphIndex(FunctionGraph function)
    {
        _function = function;
        foreach (FunctionGraph nested in function.Nested)
        {
            _wild.UnionWith(nested.Assigns);
            foreach (ISymbol mentioned in nested.Mentions)
                CountRead(mentioned, 2);
        }

        IndexOperations();
    }

    public ControlFlowGraph Graph => _function.Graph;

    public FunctionGraph Function => _function;

    /// <summary>Whether the variable belongs to this function and is written nowhere else, so that a fact about it stays true.</summary>
    public bool IsTrackable(ISymbol variable)
        => !_wild.Contains(variable)
            && (_function.Method is null || SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, _function.Method));

    /// <summary>Whether knowing the variable's value can decide a later branch.</summary>
    public bool IsReadRepeatedly(ISymbol variable) => _reads.TryGetValue(variable, out int count) && count > 1;

    public ConditionKey? ConditionOf(IOperation operation) => _conditions.TryGetValue(operation, out ConditionKey? key) ? key : null;

    /// <summary>The conditions that assigning to the variable, or to the member, makes unknown.</summary>
    public IEnumerable<string> ConditionsOn(ISymbol symbol)
        => _conditionsOn.TryGetValue(symbol, out List<string>? keys) ? keys : [];

    /// <summary>The conditions that read a member of what the variable refers to, so that whoever is given it may change them.</summary>
    public IEnumerable<string> ConditionsInside(ISymbol variable)
        => ConditionsOn(variable).Where(_readsMember.Contains);

    /// <summary>Forgets what no block from here on asks for; that something is the object stays known.</summary>
    public Facts ForgetDead(Facts facts, int block) => facts.Rewrite(
        (key, value) => !value.MayBeObject && _lastReads.TryGetValue(key, out int last) && last < block,
        static _ => Value.Unknown);

    /// <summary>Forgets all conditions: what they read may have changed since the loop's last round.</summary>
    public Facts ForgetConditions(Facts facts) => _conditionsOn.Count == 0 ? facts : facts.Without(_conditionsOn.Values.SelectMany(keys => keys));

    public static bool CatchesAll(ControlFlowRegion handler)
        => handler.Kind == ControlFlowRegionKind.Catch
            && (handler.ExceptionType is null
                || handler.ExceptionType.SpecialType == SpecialType.System_Object
                || handler.ExceptionType is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } });

    public static bool IsInTry(BasicBlock block)
    {
        for (ControlFlowRegion? region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region.Kind == ControlFlowRegionKind.Try)
                return true;
        }

        return false;
    }

    /// <summary>Whether nobody looks at what the call returns.</summary>
    public bool IsResultDiscarded(IOperation call)
    {
        IOperation result = call;
        while (result.Parent is IAwaitOperation or IConversionOperation or IParenthesizedOperation
            || (result.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } configured && configured.Instance == result))
        {
            result = result.Parent;
        }

        bool discarded = result.Parent switch
        {
            IExpressionStatementOperation => true,
            ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } assignment when assignment.Value == result
                => !_reads.ContainsKey(local.Local),
            null => !_branchValues.Contains(result),
            _ => false,
        };
        return discarded && !IsTestedThroughOut(call);
    }

    /// <summary>A caller may ask the object that a call hands out, instead of the call's result, whether the call succeeded.</summary>
    private bool IsTestedThroughOut(IOperation call)
        => call is IInvocationOperation invocation
            && invocation.Arguments.Any(argument => argument.Parameter?.RefKind == RefKind.Out
                && OutVariable(argument.Value) is { } variable
                && (_nullTested.Contains(variable) || (_copies.TryGetValue(variable, out ISymbol? copy) && _nullTested.Contains(copy))));

    private static ISymbol? OutVariable(IOperation target) => target switch
    {
        IDeclarationExpressionOperation declaration => OutVariable(declaration.Expression),
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    private void IndexOperations()
    {
        Dictionary<string, int> occurrences = [];
        List<(IOperation Operation, ConditionKey Key)> candidates = [];
        foreach (BasicBlock block in Graph.Blocks)
        {
            if (block.BranchValue is { } branchValue)
                _branchValues.Add(branchValue);
        }

        IndexLastReads();
        foreach (IOperation operation in _function.Operations)
        {
            switch (operation)
            {
                case ILocalReferenceOperation local when !Assignment.IsOnlyWritten(local):
                    CountRead(local.Local, 1);
                    break;
                case IParameterReferenceOperation parameter when !Assignment.IsOnlyWritten(parameter):
                    CountRead(parameter.Parameter, 1);
                    break;
                case ISimpleAssignmentOperation { Value: ILocalReferenceOperation original, Target: ILocalReferenceOperation copy }:
                    _copies[original.Local] = copy.Local;
                    break;
                case IIsNullOperation isNull:
                    NoteNullTest(isNull.Operand);
                    break;
                case IIsPatternOperation pattern:
                    NoteNullTest(pattern.Value);
                    break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison:
                    NoteNullTest(comparison.LeftOperand);
                    NoteNullTest(comparison.RightOperand);
                    break;
            }

            if (operation.Type?.SpecialType == SpecialType.System_Boolean
                && operation is IBinaryOperation or IPropertyReferenceOperation or IInvocationOperation or IIsPatternOperation or IIsTypeOperation
                && ConditionKey.Of(operation) is { } key)
            {
                candidates.Add((operation, key));
                occurrences[key.Text] = occurrences.TryGetValue(key.Text, out int count) ? count + 1 : 1;
            }
        }

        foreach ((IOperation operation, ConditionKey key) in candidates)
        {
            if (occurrences[key.Text] < 2)
                continue;
            _conditions.Add(operation, key);
            if (key.ReadsMember)
                _readsMember.Add(key.Text);
            foreach (ISymbol symbol in key.Symbols)
            {
                if (!_conditionsOn.TryGetValue(symbol, out List<string>? keys))
                    _conditionsOn.Add(symbol, keys = []);
                if (!keys.Contains(key.Text))
                    keys.Add(key.Text);
            }
        }
    }

    private void IndexLastReads()
    {
        foreach (BasicBlock block in Graph.Blocks)
        {
            IEnumerable<IOperation> roots = block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations;
            foreach (IOperation operation in roots.SelectMany(root => root.DescendantsAndSelf()))
            {
                object? key = operation is IFlowCaptureReferenceOperation capture ? capture.Id : _function.VariableOf(operation);
                if (key is not null)
                    _lastReads[key] = block.Ordinal;
                if (operation is IFlowCaptureReferenceOperation && _function.VariableOf(operation) is { } variable)
                    _lastReads[variable] = block.Ordinal;
            }
        }
    }

    private void NoteNullTest(IOperation operand)
    {
        while (operand is IConversionOperation conversion)
            operand = conversion.Operand;
        if (_function.VariableOf(operand) is { } variable)
            _nullTested.Add(variable);
    }

    private void CountRead(ISymbol symbol, int times) => _reads[symbol] = _reads.TryGetValue(symbol, out int count) ? count + times : times;
}
