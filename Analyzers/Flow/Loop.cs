using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// The statements that run what is in them again and again: loops, and a labelled statement that goes back to its own label. <c>do … while (false)</c> is a block that <c>break</c> leaves.
/// </summary>
internal static class Loop
{
    public static bool Is(SyntaxNode node) => node switch
    {
        ForStatementSyntax or WhileStatementSyntax or CommonForEachStatementSyntax => true,
        DoStatementSyntax loop => !loop.Condition.IsKind(SyntaxKind.FalseLiteralExpression),
        LabeledStatementSyntax labelled => labelled.DescendantNodes().Any(inner => GoesTo(inner, labelled)),
        _ => false,
    };

    /// <summary>The innermost loop around the code; null where there is none.</summary>
    public static SyntaxNode? Around(SyntaxNode code) => code.Ancestors().FirstOrDefault(Is);

    /// <summary>What the loop asks in each round; null where it asks nothing in so many words.</summary>
    public static ExpressionSyntax? ConditionOf(SyntaxNode loop) => loop switch
    {
        ForStatementSyntax counted => counted.Condition,
        WhileStatementSyntax checkedFirst => checkedFirst.Condition,
        DoStatementSyntax checkedLast => checkedLast.Condition,
        _ => null,
    };

    /// <summary>The condition of the loop whose body is the call and nothing else; null where there is none.</summary>
    public static ExpressionSyntax? ConditionOfOneThatOnlyDoes(SyntaxNode call)
    {
        if (call.Parent is not ExpressionStatementSyntax statement)
            return null;
        return (statement.Parent is BlockSyntax { Statements.Count: 1 } block ? block.Parent : statement.Parent) switch
        {
            ForStatementSyntax loop => loop.Condition,
            WhileStatementSyntax loop => loop.Condition,
            _ => null,
        };
    }

    /// <summary>Whether the member around the code, or the program's statements, go back to a label anywhere, so that what stands first may come last.</summary>
    public static bool IsAmongJumpsBack(SyntaxNode code)
    {
        SyntaxNode? member = code.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        SyntaxNode? whole = member is GlobalStatementSyntax ? member.Parent : member;
        return whole?.DescendantNodes().Any(node => node is GotoStatementSyntax jump && !GoesForward(jump, whole)) == true;
    }

    /// <summary>Whether all labels of the name stand behind the jump: each local function may have its own. One to a case counts as going back.</summary>
    private static bool GoesForward(GotoStatementSyntax jump, SyntaxNode whole)
        => jump.IsKind(SyntaxKind.GotoStatement)
            && whole.DescendantNodes().All(node => node is not LabeledStatementSyntax labelled || node.SpanStart > jump.SpanStart || !GoesTo(jump, labelled));

    private static bool GoesTo(SyntaxNode node, LabeledStatementSyntax labelled)
        => node is GotoStatementSyntax { Expression: IdentifierNameSyntax label } && node.IsKind(SyntaxKind.GotoStatement) && label.Identifier.ValueText == labelled.Identifier.ValueText;
}
