using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using PageMove.Analyzers.Rules;

namespace PageMove.CodeFixes;

/// <summary>PGM1009: names the slot, where the page that it held before the move is named.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReadSlotAgain))]
public sealed class ReadSlotAgain : StatementFixProvider
{
    /// <summary>Made by the host.</summary>
    public ReadSlotAgain()
        : base("Read the slot again", MovingRules.OldPageUsedAfterMove.Id)
    {
    }

    private protected override bool CanFix(StatementSyntax statement, Diagnostic diagnostic)
        => PageAt(statement, diagnostic) is { } page && SlotOf(diagnostic) is { } slot && IsInScope(slot, page);

    private protected override SyntaxNode UnitOf(StatementSyntax statement, Diagnostic diagnostic) => PageAt(statement, diagnostic)!;

    private protected override void Fix(DocumentEditor editor, StatementSyntax statement, Diagnostic diagnostic)
    {
        ExpressionSyntax page = PageAt(statement, diagnostic)!;
        editor.ReplaceNode(page, SlotOf(diagnostic)!.WithTriviaFrom(page));
    }

    private static IdentifierNameSyntax? PageAt(StatementSyntax statement, Diagnostic diagnostic)
        => statement.SyntaxTree.GetRoot().FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) as IdentifierNameSyntax;

    /// <summary>The <c>ref</c> argument of the move; null where the move has several, and nobody can tell which.</summary>
    private static ExpressionSyntax? SlotOf(Diagnostic diagnostic)
    {
        if (diagnostic.AdditionalLocations is not [{ SourceTree: { } tree } move])
            return null;
        ArgumentSyntax[] slots = tree.GetRoot().FindNode(move.SourceSpan, getInnermostNodeForTie: true) is InvocationExpressionSyntax call
            ? [.. call.ArgumentList.Arguments.Where(argument => argument.RefKindKeyword.IsKind(SyntaxKind.RefKeyword))]
            : [];
        return slots is [{ Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax } slot] ? slot.Expression : null;
    }

    /// <summary>
    /// Whether the slot means the same at the page's place: in the same function, in a scope that encloses it, and with nothing of it assigned in between.
    /// </summary>
    private static bool IsInScope(ExpressionSyntax slot, ExpressionSyntax page)
    {
        SyntaxNode? scope = slot.FirstAncestorOrSelf<StatementSyntax>()?.Parent;
        if (scope is null || !scope.Contains(page) || FunctionOf(slot) != FunctionOf(page))
            return false;
        HashSet<string> names = [.. slot.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText)];
        return !scope.DescendantNodes().Any(node => node.SpanStart > slot.Span.End && node.Span.End < page.SpanStart && node switch
        {
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax assigned } => names.Contains(assigned.Identifier.ValueText),
            PostfixUnaryExpressionSyntax { Operand: IdentifierNameSyntax counted } => names.Contains(counted.Identifier.ValueText),
            PrefixUnaryExpressionSyntax { Operand: IdentifierNameSyntax counted } => !node.IsKind(SyntaxKind.LogicalNotExpression) && names.Contains(counted.Identifier.ValueText),
            _ => false,
        });
    }

    private static SyntaxNode? FunctionOf(SyntaxNode node) => node.Ancestors().FirstOrDefault(
        ancestor => ancestor is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax);
}
