using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using PageMove.Analyzers.Contracts;
using PageMove.Analyzers.Rules;

namespace PageMove.CodeFixes;

/// <summary>
/// PGM1007: takes the removal out and puts the exchange that cannot fail where the addition stood. A branch for the addition's failure goes with it, and a function that returns
/// whether the addition went well returns true.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReplaceInOneStep))]
public sealed class ReplaceInOneStep : StatementFixProvider
{
    /// <summary>Made by the host.</summary>
    public ReplaceInOneStep()
        : base("Replace in one step", MovingRules.TornReplacement.Id)
    {
    }

    private protected override bool CanFix(StatementSyntax statement, Diagnostic diagnostic)
        => CallIn(statement) is { Expression: MemberAccessExpressionSyntax, ArgumentList.Arguments.Count: 2 } addition
            && addition.Span == diagnostic.Location.SourceSpan
            && RemovalBefore(statement, diagnostic) is { } removal
            && !IsTouchedBetween(removal, statement);

    private protected override void Fix(DocumentEditor editor, StatementSyntax statement, Diagnostic diagnostic)
    {
        ExpressionStatementSyntax removal = RemovalBefore(statement, diagnostic)!;
        InvocationExpressionSyntax removing = CallIn(removal)!;
        InvocationExpressionSyntax adding = CallIn(statement)!;
        if (editor.SemanticModel.GetSymbolInfo(removing).Symbol is not IMethodSymbol removed
            || editor.SemanticModel.GetSymbolInfo(adding).Symbol is not IMethodSymbol added
            || TornStep.Of(removed)?.Instead is not { } exchange)
        {
            return;
        }

        ArgumentSyntax? fresh = adding.ArgumentList.Arguments.FirstOrDefault(
            argument => argument.NameColon?.Name.Identifier.ValueText == added.Parameters[1].Name);
        fresh ??= adding.ArgumentList.Arguments[1];
        MemberAccessExpressionSyntax access = (MemberAccessExpressionSyntax)adding.Expression;
        ExpressionStatementSyntax replacement = SyntaxFactory.ExpressionStatement(
            SyntaxFactory.InvocationExpression(
                access.WithoutTrivia().WithName(SyntaxFactory.IdentifierName(exchange)),
                SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(
                    [removing.ArgumentList.Arguments[0].WithNameColon(null).WithoutTrivia(), fresh.WithNameColon(null).WithoutTrivia()],
                    [SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space)]))));

        // The exchange cannot fail, so that who asks whether it did is told that it did not.
        if (statement is ReturnStatementSyntax)
            editor.InsertAfter(statement, SyntaxFactory.ParseStatement("return true;").WithAdditionalAnnotations(Formatter.Annotation).WithTrailingTrivia(SyntaxFactory.ElasticMarker));

        // What stands above the removal belongs to the exchange, or to what comes first now.
        SyntaxList<StatementSyntax> siblings = SiblingsOf(statement);
        StatementSyntax next = siblings[siblings.IndexOf(removal) + 1];
        SyntaxTriviaList above = removal.GetLeadingTrivia();
        if (next == statement)
        {
            above = HasComment(statement.GetLeadingTrivia()) ? above.AddRange(WithoutSpace(statement.GetLeadingTrivia())) : above;
            editor.ReplaceNode(statement, replacement.WithLeadingTrivia(above).WithTrailingTrivia(statement.GetTrailingTrivia()));
        }
        else
        {
            editor.ReplaceNode(statement, replacement.WithTriviaFrom(statement));
            if (HasComment(above))
                editor.ReplaceNode(next, (current, _) => current.WithLeadingTrivia(above.AddRange(WithoutSpace(current.GetLeadingTrivia()))));
            else
                editor.ReplaceNode(next, (current, _) => current.WithLeadingTrivia(WithoutLeadingLines(current.GetLeadingTrivia())));
        }

        editor.RemoveNode(removal, SyntaxRemoveOptions.KeepUnbalancedDirectives);
    }

    /// <summary>The call that the statement is, or whose failure it answers.</summary>
    private static InvocationExpressionSyntax? CallIn(StatementSyntax statement) => statement switch
    {
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } => call,
        ReturnStatementSyntax { Expression: InvocationExpressionSyntax call } => call,
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Right: InvocationExpressionSyntax call } } => call,
        IfStatementSyntax
        {
            Else: null,
            Condition: PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: InvocationExpressionSyntax call },
        } failure when !failure.Statement.DescendantTrivia().Any(IsComment) => call,
        _ => null,
    };

    private static ExpressionStatementSyntax? RemovalBefore(StatementSyntax statement, Diagnostic diagnostic)
    {
        if (diagnostic.AdditionalLocations is not [{ } place])
            return null;
        SyntaxList<StatementSyntax> siblings = SiblingsOf(statement);
        return siblings.Take(siblings.IndexOf(statement)).OfType<ExpressionStatementSyntax>()
            .FirstOrDefault(candidate => CallIn(candidate) is { ArgumentList.Arguments.Count: 1 } call && call.Span == place.SourceSpan && !HasDirective(candidate));
    }

    /// <summary>Whether anything between the two says something of the old page, such as giving up its lock.</summary>
    private static bool IsTouchedBetween(ExpressionStatementSyntax removal, StatementSyntax addition)
    {
        SyntaxList<StatementSyntax> siblings = SiblingsOf(addition);
        HashSet<string> names =
        [
            .. CallIn(removal)!.ArgumentList.Arguments[0].DescendantNodes().OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText),
        ];
        return siblings
            .Skip(siblings.IndexOf(removal) + 1)
            .TakeWhile(between => between != addition)
            .SelectMany(between => between.DescendantNodes())
            .OfType<IdentifierNameSyntax>()
            .Any(name => names.Contains(name.Identifier.ValueText));
    }

    private static SyntaxList<StatementSyntax> SiblingsOf(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements,
        SwitchSectionSyntax section => section.Statements,
        _ => default,
    };

    private static bool HasDirective(StatementSyntax statement) => statement.GetLeadingTrivia().Any(trivia => trivia.IsDirective);

    private static bool HasComment(SyntaxTriviaList trivia) => trivia.Any(IsComment);

    private static IEnumerable<SyntaxTrivia> WithoutSpace(SyntaxTriviaList trivia)
        => trivia.SkipWhile(part => part.IsKind(SyntaxKind.WhitespaceTrivia) || part.IsKind(SyntaxKind.EndOfLineTrivia));

    private static IEnumerable<SyntaxTrivia> WithoutLeadingLines(SyntaxTriviaList trivia) => trivia.SkipWhile(part => part.IsKind(SyntaxKind.EndOfLineTrivia));

    private static bool IsComment(SyntaxTrivia trivia)
        => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia);
}
