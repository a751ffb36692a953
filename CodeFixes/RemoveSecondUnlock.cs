using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using PageMove.Analyzers.Rules;

namespace PageMove.CodeFixes;

/// <summary>PGM2001: takes the second unlock out, and leaves the comments that stand before it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveSecondUnlock))]
public sealed class RemoveSecondUnlock : StatementFixProvider
{
    /// <summary>Made by the host.</summary>
    public RemoveSecondUnlock()
        : base("Remove the second unlock", LockingRules.UnlockedTwice.Id)
    {
    }

    private protected override bool CanFix(StatementSyntax statement, Diagnostic diagnostic)
        => statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax or AwaitExpressionSyntax or ConditionalAccessExpressionSyntax };

    private protected override void Fix(DocumentEditor editor, StatementSyntax statement, Diagnostic diagnostic)
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
