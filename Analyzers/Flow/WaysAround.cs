using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>The ways through a function on which it does not write a parameter.</summary>
/// <param name="function">The function.</param>
/// <param name="parameter">The parameter.</param>
/// <param name="writers">The calls that write it whatever they return.</param>
internal sealed class WaysAround(FunctionGraph function, IParameterSymbol parameter, HashSet<IOperation> writers)
{
    private readonly List<IOperation?> _returned = [.. ReturnedOn(function, parameter, writers)];

    /// <summary>Whether there are none that return the truth.</summary>
    /// <param name="truth">The truth; null for any result.</param>
    public bool AreNone(bool? truth) => truth is null ? _returned.Count == 0 : _returned.TrueForAll(value => value?.ConstantValue is { HasValue: true, Value: bool other } && other != truth);

    private static IEnumerable<IOperation?> ReturnedOn(FunctionGraph function, IParameterSymbol parameter, HashSet<IOperation> writers)
    {
        ControlFlowGraph graph = function.Graph;
        HashSet<int> seen = [];
        Stack<BasicBlock> open = new();
        Enter(graph.Blocks[0]);

        // An exception may come before anything was written.
        foreach (BasicBlock block in graph.Blocks)
        {
            if (block.EnclosingRegion is { Kind: ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler or ControlFlowRegionKind.Filter } handler && handler.FirstBlockOrdinal == block.Ordinal)
                Enter(block);
        }

        while (open.Count > 0)
        {
            BasicBlock block = open.Pop();
            if (Writes(block))
                continue;
            foreach (ControlFlowBranch? branch in new[] { block.FallThroughSuccessor, block.ConditionalSuccessor })
            {
                if (branch?.Destination is not { } destination)
                    continue;
                if (destination.Kind == BasicBlockKind.Exit)
                    yield return branch == block.FallThroughSuccessor && branch.Semantics == ControlFlowBranchSemantics.Return ? block.BranchValue : null;
                else
                    Enter(destination);
            }
        }

        void Enter(BasicBlock block)
        {
            if (seen.Add(block.Ordinal))
                open.Push(block);
        }

        bool Writes(BasicBlock block)
        {
            foreach (IOperation operation in function.OperationsIn(block))
            {
                if (writers.Contains(operation) || (operation.Parent is ISimpleAssignmentOperation { IsRef: false } assignment && assignment.Target == operation && SymbolEqualityComparer.Default.Equals(function.VariableOf(operation), parameter)))
                    return true;
            }

            return false;
        }
    }
}
