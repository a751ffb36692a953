using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>Which of a graph's blocks lie in loops: of what one of these asks, it may ask again in the next round, so that no block of the loop comes after it for good.</summary>
internal sealed class LoopBlocks
{
    private readonly Span?[] _innermost;
    private readonly Dictionary<ISymbol, int> _scopes = new(SymbolEqualityComparer.Default);

    public LoopBlocks(ControlFlowGraph graph)
    {
        int[] ends = new int[graph.Blocks.Length];
        foreach (BasicBlock block in graph.Blocks)
        {
            Note(block.FallThroughSuccessor, ends);
            Note(block.ConditionalSuccessor, ends);
        }

        _innermost = new Span?[ends.Length];
        Span? current = null;
        for (int block = 0; block < ends.Length; block++)
        {
            while (current is not null && current.Last < block)
                current = current.Around;
            if (ends[block] > 0)
                current = new Span(block, ends[block], current);
            _innermost[block] = current;
        }

        NoteScopes(graph.Root);
    }

    /// <summary>Whether a loop comes back to the block.</summary>
    public bool IsHead(int block) => _innermost[block]?.First == block;

    /// <summary>The first block in which there is the variable.</summary>
    public int ScopeOf(ISymbol variable) => _scopes.TryGetValue(variable, out int first) ? first : 0;

    /// <summary>The last block of the loops that ask again in the next round what is asked in the block; null where none does.</summary>
    /// <param name="block">The block.</param>
    /// <param name="scope">The first block in which there is what is asked: loops around that make it anew in each round.</param>
    /// <param name="isMadeAnew">Whether a loop that begins with the block does so, too.</param>
    public int? LastFor(int block, int scope, Func<int, bool> isMadeAnew)
    {
        int? last = null;
        for (Span? loop = _innermost[block]; loop is not null && loop.First >= scope && !isMadeAnew(loop.First); loop = loop.Around)
            last = Math.Max(last ?? block, loop.Last);
        return last;
    }

    private static void Note(ControlFlowBranch? branch, int[] ends)
    {
        if (branch?.Destination is { } head && head.Ordinal <= branch.Source.Ordinal)
            ends[head.Ordinal] = Math.Max(ends[head.Ordinal], Regions.LastBlockOf(branch));
    }

    private void NoteScopes(ControlFlowRegion region)
    {
        foreach (ILocalSymbol local in region.Locals)
            _scopes[local] = region.FirstBlockOrdinal;
        foreach (ControlFlowRegion nested in region.NestedRegions)
            NoteScopes(nested);
    }

    private sealed record Span(int First, int Last, Span? Around);
}
