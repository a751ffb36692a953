using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// A graph's blocks, the long ones cut into pieces, numbered in the order of the graph: what lives for three of a thousand statements is then followed through one or two pieces.
/// </summary>
internal sealed class Segments
{
    // Statements in one, but for the last of a block, which may have fewer.
    private const int Length = 8;

    private readonly int[] _firsts;

    // Those of the statements in blocks that are cut.
    private readonly Dictionary<IOperation, int> _ofStatements = [];

    public Segments(ControlFlowGraph graph)
    {
        _firsts = new int[graph.Blocks.Length + 1];
        foreach (BasicBlock block in graph.Blocks)
        {
            int first = _firsts[block.Ordinal];
            int count = Math.Max(1, (block.Operations.Length + Length - 1) / Length);
            _firsts[block.Ordinal + 1] = first + count;
            for (int i = 0; count > 1 && i < block.Operations.Length; i++)
                _ofStatements.Add(block.Operations[i], first + (i / Length));
        }
    }

    public int Count => _firsts[_firsts.Length - 1];

    public int FirstOf(int block) => _firsts[block];

    public int LastOf(int block) => _firsts[block + 1] - 1;

    /// <summary>The block of which the segment is one.</summary>
    public int BlockOf(int segment)
    {
        int place = Array.BinarySearch(_firsts, segment);
        return place >= 0 ? place : ~place - 1;
    }

    /// <summary>The first of the block's statements that are in the segment.</summary>
    public int StartOf(int segment, BasicBlock block) => (segment - FirstOf(block.Ordinal)) * Length;

    /// <summary>The first of the block's statements behind the segment.</summary>
    public int EndOf(int segment, BasicBlock block) => Math.Min(StartOf(segment, block) + Length, block.Operations.Length);

    /// <summary>The one in which the block evaluates the operation; a branch's value is evaluated in the block's last.</summary>
    public int Of(BasicBlock block, IOperation operation)
    {
        int last = LastOf(block.Ordinal);
        if (last == FirstOf(block.Ordinal))
            return last;
        while (operation.Parent is { } around)
            operation = around;
        return _ofStatements.TryGetValue(operation, out int segment) ? segment : last;
    }
}
