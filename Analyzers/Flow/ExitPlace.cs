using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>Finds the place in the source at which a branch leaves its function; the graph keeps none for a plain <c>return;</c>.</summary>
internal static class ExitPlace
{
    public static Place Of(ControlFlowBranch? branch, SyntaxNode? thrown, ControlFlowGraph graph, string name)
    {
        SyntaxNode body = graph.OriginalOperation.Syntax;
        if (branch is null)
            return thrown is null || thrown == body ? AtEnd(body, name) : new Place(thrown, name);

        BasicBlock source = branch.Source;
        SyntaxNode? anchor = source.BranchValue?.Syntax ?? (source.Operations.IsEmpty ? null : source.Operations[source.Operations.Length - 1].Syntax);
        if (source.BranchValue is { } value && source.ConditionKind == ControlFlowConditionKind.None)
            return new Place((SyntaxNode?)value.Syntax.FirstAncestorOrSelf<ReturnStatementSyntax>() ?? value.Syntax, name);
        if (anchor is not null && ReturnAfter(anchor, branch) is { } statement)
            return new Place(statement, name);
        return AtEnd(body, name);
    }

    private static StatementSyntax? ReturnAfter(SyntaxNode anchor, ControlFlowBranch branch)
    {
        if (branch.Source.ConditionKind != ControlFlowConditionKind.None)
        {
            IfStatementSyntax? conditional = anchor.FirstAncestorOrSelf<IfStatementSyntax>();
            return conditional is null ? null : FirstReturn(conditional.Statement) ?? FirstReturn(conditional.Else?.Statement);
        }

        StatementSyntax? statement = anchor.FirstAncestorOrSelf<StatementSyntax>();
        if (statement?.Parent is not BlockSyntax block)
            return null;
        int next = block.Statements.IndexOf(statement) + 1;
        return next < block.Statements.Count ? block.Statements[next] as ReturnStatementSyntax : null;
    }

    private static ReturnStatementSyntax? FirstReturn(StatementSyntax? statement) => statement switch
    {
        ReturnStatementSyntax plain => plain,
        BlockSyntax { Statements: [ReturnStatementSyntax first, ..] } => first,
        _ => null,
    };

    private static Place AtEnd(SyntaxNode body, string name)
    {
        BlockSyntax? block = body as BlockSyntax ?? body.ChildNodes().OfType<BlockSyntax>().FirstOrDefault();
        if (block is not null)
            return new Place(body, name, block.CloseBraceToken.GetLocation());
        ArrowExpressionClauseSyntax? arrow = body as ArrowExpressionClauseSyntax ?? body.ChildNodes().OfType<ArrowExpressionClauseSyntax>().FirstOrDefault();
        return new Place(arrow?.Expression ?? body, name);
    }
}
