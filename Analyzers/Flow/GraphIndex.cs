using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>What every run over one function's graph needs to know of it, found once.</summary>
internal sealed class GraphIndex(FunctionGraph function)
{
    public FunctionGraph Function => function;

    public ControlFlowGraph Graph => function.Graph;

    public VariableIndex Variables { get; } = new(function);

    public ConditionIndex Conditions { get; } = new(function);

    public ResultIndex Results { get; } = new(function);
}
