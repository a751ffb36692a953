using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>Whether anybody looks at what a call returns.</summary>
internal sealed class ResultIndex
{
    private readonly FunctionGraph _function;
    private readonly HashSet<ISymbol> _read = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _nullTested = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, ISymbol> _copies = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IOperation> _branchValues = [];

    public ResultIndex(FunctionGraph function)
    {
        _function = function;
        foreach (FunctionGraph nested in function.Nested)
            _read.UnionWith(nested.Mentions);
        foreach (BasicBlock block in function.Graph.Blocks)
        {
            if (block.BranchValue is { } value)
                _branchValues.Add(value);
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
                => _function.OwnerOf(local.Local) == _function && (!_read.Contains(local.Local) || IsOverwritten(assignment, local.Local)),
            null => !_branchValues.Contains(result),
            _ => false,
        };
        return discarded && !IsTestedThroughOut(call) && !_function.IsExpectedToThrow(call.Syntax);
    }

    /// <summary>Whether another value is put into the variable before anybody reads it. Only straight-line code is looked at, in which no exception can come to a handler that reads.</summary>
    private bool IsOverwritten(ISimpleAssignmentOperation assignment, ILocalSymbol variable)
    {
        if (_function.Nested.Any(nested => nested.Mentions.Contains(variable, SymbolEqualityComparer.Default)))
            return false;
        BasicBlock? block = _function.Graph.Blocks.FirstOrDefault(one => !Regions.IsInTry(one) && one.Operations.Any(statement => IsStatementOf(assignment, statement)));
        return block?.Operations.SkipWhile(statement => !IsStatementOf(assignment, statement)).Skip(1).FirstOrDefault(Mentions)
            is IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { IsRef: false, Target: ILocalReferenceOperation again } next }
            && SymbolEqualityComparer.Default.Equals(again.Local, variable) && !Mentions(next.Value);

        bool Mentions(IOperation operation) => operation.DescendantsAndSelf().Any(part => SymbolEqualityComparer.Default.Equals(_function.VariableOf(part), variable));
    }

    private static bool IsStatementOf(ISimpleAssignmentOperation assignment, IOperation statement)
        => statement == assignment || statement is IExpressionStatementOperation { Operation: var operation } && operation == assignment;

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
