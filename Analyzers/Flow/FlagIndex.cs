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
                if (operation.Parent is ISimpleAssignmentOperation { IsRef: false, Value.ConstantValue: { HasValue: true, Value: var constant } })
                    _constants.Add((flag, constant, block));
            }
        }
    }

    public IReadOnlyCollection<ISymbol> Flags => _flags;

    /// <summary>The constants that the function writes into the flag beside a step of the protocol, with no branch between them.</summary>
    public IEnumerable<object?> ConstantsBesideSteps(ISymbol flag, IProtocolSemantics semantics)
        => from written in _constants
           where SymbolEqualityComparer.Default.Equals(written.Flag, flag) && TakesStep(written.Block, semantics)
           select written.Constant;

    private bool TakesStep(BasicBlock block, IProtocolSemantics semantics)
    {
        foreach (IOperation operation in _function.OperationsIn(block))
        {
            if (CallIndex.MethodOf(operation, semantics) is { } method && semantics.EffectsOf(method).Any(static effect => effect.DecidesState || effect.Transfers))
                return true;
        }

        return false;
    }

    private ISymbol? FlagOf(IOperation operation) => operation switch
    {
        IMemberReferenceOperation => Flag.FieldOf(operation),
        _ when _function.VariableOf(operation) is { } variable && !SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, _function.Method) => variable,
        _ => null,
    };
}
