using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>Whether anybody looks at what a call returns.</summary>
internal sealed class ResultIndex
{
    private readonly FunctionGraph _function;
    private readonly HashSet<ISymbol> _read = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _mentionedInside = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _nullTested = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, ISymbol> _copies = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IOperation> _branchValues = [];
    private HashSet<IOperation>? _overwritten;

    public ResultIndex(FunctionGraph function)
    {
        _function = function;
        foreach (FunctionGraph nested in function.Nested)
            _mentionedInside.UnionWith(nested.Mentions);
        _read.UnionWith(_mentionedInside);
        foreach (BasicBlock block in function.Graph.Blocks)
        {
            if (block.BranchValue is not { } value)
                continue;
            _branchValues.Add(value);

            // Who gets nothing where the call failed asks for it himself.
            if (block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return && function.Method?.ReturnNullableAnnotation == NullableAnnotation.Annotated)
                NoteNullTest(value);
        }

        foreach (IOperation operation in function.Operations)
            Note(operation);
    }

    /// <summary>Whether nobody looks at what the call returns.</summary>
    public bool IsDiscarded(IOperation call)
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
                => _function.OwnerOf(local.Local) == _function && (!_read.Contains(local.Local) || (_overwritten ??= FindOverwritten()).Contains(assignment)),
            null => !_branchValues.Contains(result),
            _ => false,
        };
        return discarded && !IsTestedThroughOut(call) && !_function.IsExpectedToThrow(call.Syntax);
    }

    /// <summary>The assignments to whose variable another value is put before anybody reads it. Only straight-line code is looked at, in which no exception can come to a handler that reads.</summary>
    private HashSet<IOperation> FindOverwritten()
    {
        HashSet<IOperation> overwritten = [];
        HashSet<ISymbol> writtenNext = new(SymbolEqualityComparer.Default);
        foreach (BasicBlock block in _function.Graph.Blocks)
        {
            if (Regions.IsInTry(block))
                continue;
            writtenNext.Clear();
            for (int i = block.Operations.Length - 1; i >= 0; i--)
                NoteWrite(block.Operations[i], writtenNext, overwritten);
        }

        return overwritten;
    }

    /// <param name="statement">A statement, after those behind it.</param>
    /// <param name="writtenNext">The variables of which the next mention behind it writes them.</param>
    /// <param name="overwritten">The assignments to whose variable another value is put before anybody reads it.</param>
    private void NoteWrite(IOperation statement, HashSet<ISymbol> writtenNext, HashSet<IOperation> overwritten)
    {
        ISimpleAssignmentOperation? assignment = (statement is IExpressionStatementOperation expression ? expression.Operation : statement) as ISimpleAssignmentOperation;
        ISymbol? written = (assignment?.Target as ILocalReferenceOperation)?.Local;
        if (written is not null && writtenNext.Contains(written) && !_mentionedInside.Contains(written))
            overwritten.Add(assignment!);
        bool isRead = false;
        foreach (IOperation part in new OperationWalk(statement))
        {
            if (_function.VariableOf(part) is not { } mentioned)
                continue;
            writtenNext.Remove(mentioned);
            isRead |= part != assignment?.Target && SymbolEqualityComparer.Default.Equals(mentioned, written);
        }

        if (written is not null && !isRead && assignment is { IsRef: false, Parent: IExpressionStatementOperation })
            writtenNext.Add(written);
    }

    /// <summary>
    /// A caller may ask the object that a call hands out, instead of the call's result, whether the call succeeded. A value beside a result of several members tells something else.
    /// </summary>
    private bool IsTestedThroughOut(IOperation call)
        => call is IInvocationOperation invocation
            && invocation.Arguments.Any(argument => argument.Parameter is { RefKind: RefKind.Out } parameter
                && (parameter.Type is { IsValueType: false } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } || invocation.Type is not { TypeKind: TypeKind.Enum })
                && OutVariable(argument.Value) is { } variable
                && (_nullTested.Contains(variable) || (_copies.TryGetValue(variable, out ISymbol? copy) && _nullTested.Contains(copy))));

    private ISymbol? OutVariable(IOperation target)
        => _function.VariableOf(target is IDeclarationExpressionOperation declaration ? declaration.Expression : target);

    private void Note(IOperation operation)
    {
        switch (operation)
        {
            case ILocalReferenceOperation local when !Assignment.IsOnlyWritten(local):
                _read.Add(local.Local);
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
    }

    private void NoteNullTest(IOperation operand)
    {
        if (_function.VariableOf(Conversions.Inside(operand)) is { } variable)
            _nullTested.Add(variable);
    }
}
