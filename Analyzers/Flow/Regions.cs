using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>Questions about the regions of a graph.</summary>
internal static class Regions
{
    /// <summary>Whether no exception gets past the handler.</summary>
    public static bool CatchesAll(ControlFlowRegion handler)
        => handler.Kind == ControlFlowRegionKind.Catch
            && (handler.ExceptionType is null
                || handler.ExceptionType.SpecialType == SpecialType.System_Object
                || handler.ExceptionType is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } });

    /// <summary>Whether the region is all of its function. That of a lambda or local function may stand in a region of another function's graph, whose blocks are others.</summary>
    public static bool IsWholeFunction(ControlFlowRegion region) => region.Kind == ControlFlowRegionKind.Root;

    /// <summary>The last block that runs before the branch arrives: that of a finally block on the way, where it stands behind.</summary>
    public static int LastBlockOf(ControlFlowBranch branch)
    {
        int last = branch.Source.Ordinal;
        foreach (ControlFlowRegion region in branch.FinallyRegions)
            last = Math.Max(last, region.LastBlockOrdinal);
        return last;
    }

    public static bool IsInTry(BasicBlock block)
    {
        for (ControlFlowRegion? region = block.EnclosingRegion; region is not null && !IsWholeFunction(region); region = region.EnclosingRegion)
        {
            if (region.Kind == ControlFlowRegionKind.Try)
                return true;
        }

        return false;
    }
}
