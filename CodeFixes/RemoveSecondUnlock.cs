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
        : base(LockingRules.UnlockedTwice.Id, "Remove the second unlock")
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

        bool isExplained = statement.GetLeadingTrivia().Concat(statement.GetTrailingTrivia()).Any(trivia => IsComment(trivia) || trivia.IsDirective);
        SyntaxNode removed = statement.Parent is GlobalStatementSyntax global ? global : statement;
        editor.RemoveNode(
            removed,
            isExplained
                ? SyntaxRemoveOptions.KeepExteriorTrivia | SyntaxRemoveOptions.KeepUnbalancedDirectives
                : SyntaxRemoveOptions.KeepNoTrivia);
    }

    private static bool IsComment(SyntaxTrivia trivia)
        => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia);
}
