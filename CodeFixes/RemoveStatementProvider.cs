using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace PageMove.CodeFixes;

/// <summary>Takes a call out that was one too many, and leaves the comments that stand before it.</summary>
public abstract class RemoveStatementProvider : StatementFixProvider
{
    private protected RemoveStatementProvider(string title, string ruleId)
        : base(title, ruleId)
    {
    }

    private protected sealed override bool CanFix(StatementSyntax statement, Diagnostic diagnostic)
        => statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax or AwaitExpressionSyntax or ConditionalAccessExpressionSyntax };

    private protected sealed override void Fix(DocumentEditor editor, StatementSyntax statement, Diagnostic diagnostic)
    {
        if (statement.Parent is not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax))
        {
            editor.ReplaceNode(statement, SyntaxFactory.Block().WithTriviaFrom(statement));
            return;
        }

        if (statement.GetLeadingTrivia().Any(trivia => IsComment(trivia) || trivia.IsDirective))
            MoveTriviaToNext(editor, statement);
        editor.RemoveNode(statement.Parent is GlobalStatementSyntax global ? global : statement, SyntaxRemoveOptions.KeepUnbalancedDirectives);
    }

    /// <summary>What stands above the statement comes to stand above the next one, without the statement's own indentation.</summary>
    private static void MoveTriviaToNext(DocumentEditor editor, StatementSyntax statement)
    {
        SyntaxTrivia[] above = statement.GetLeadingTrivia().Reverse().SkipWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse().ToArray();
        SyntaxList<StatementSyntax> siblings = statement.Parent switch
        {
            BlockSyntax parent => parent.Statements,
            SwitchSectionSyntax section => section.Statements,
            _ => default,
        };
        int next = siblings.IndexOf(statement) + 1;
        if (next < siblings.Count)
        {
            editor.ReplaceNode(
                siblings[next],
                (current, _) => current.WithLeadingTrivia(above.Concat(current.GetLeadingTrivia())));
        }
        else if (statement.Parent is BlockSyntax block)
        {
            editor.ReplaceNode(
                block,
                (current, _) => current is BlockSyntax now
                    ? now.WithCloseBraceToken(now.CloseBraceToken.WithLeadingTrivia(above.Concat(now.CloseBraceToken.LeadingTrivia)))
                    : current);
        }
    }

    private static bool IsComment(SyntaxTrivia trivia)
        => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia);
}
