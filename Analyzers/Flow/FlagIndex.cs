using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>The flags beyond a function's own variables that it writes, and where it writes constants into them.</summary>
internal sealed class FlagIndex
{
    private readonly FunctionGraph _function;
    private readonly HashSet<ISymbol> _flags = new(SymbolEqualityComparer.Default);
    private readonly List<(ISymbol Flag, object? Constant, BasicBlock Block)> _constants = [];
    private readonly List<(ISymbol Flag, ISymbol Variable)> _copies = [];

    public FlagIndex(FunctionGraph function)
    {
        _function = function;
        foreach (BasicBlock block in function.Graph.Blocks)
        {
            foreach (IOperation operation in function.OperationsIn(block))
            {
                if (FlagOf(operation) is not { } flag || !Assignment.IsTarget(operation) || !Flag.MayBe(flag))
                    continue;
                _flags.Add(flag);
                if (operation.Parent is not ISimpleAssignmentOperation { IsRef: false, Value: var value })
                    continue;
                if (value.ConstantValue is { HasValue: true, Value: var constant })
                    _constants.Add((flag, constant, block));
                else if (function.VariableOf(value) is { } variable)
                    _copies.Add((flag, variable));
            }
        }
    }

    public IReadOnlyCollection<ISymbol> Flags => _flags;

    /// <summary>The variables whose values the function writes into the flag.</summary>
    public IEnumerable<ISymbol> CopiesInto(ISymbol flag) => _copies.Where(copy => SymbolEqualityComparer.Default.Equals(copy.Flag, flag)).Select(static copy => copy.Variable);

    /// <summary>The constants that the function writes into the flag beside a step of the protocol: with no branch between them, or just when it knows how that came out.</summary>
    public IEnumerable<object?> ConstantsBesideSteps(ISymbol flag, IProtocolSemantics semantics)
        => from written in _constants
           where SymbolEqualityComparer.Default.Equals(written.Flag, flag)
           where TakesStep(written.Block, semantics) || written.Block.Predecessors.Any(way => way.Source.ConditionKind != ControlFlowConditionKind.None && TakesStep(way.Source, semantics))
           select written.Constant;

    private bool TakesStep(BasicBlock block, IProtocolSemantics semantics)
    {
        foreach (IOperation operation in _function.OperationsIn(block))
        {
            if (CallIndex.TakesStep(operation, semantics))
                return true;
        }

        return false;
    }

    private ISymbol? FlagOf(IOperation operation) => operation switch
    {
        IMemberReferenceOperation => Flag.FieldOf(operation),
        IFlowCaptureReferenceOperation when Flag.FieldOf(_function.ValueOf(operation)) is { } field => field,
        _ when _function.VariableOf(operation) is { } variable && !SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, _function.Method) => variable,
        _ => null,
    };
}
