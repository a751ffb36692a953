using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using PageMove.Analyzers.Rules;

namespace PageMove.CodeFixes;

/// <summary>PGM4004: releases the donor before the exit; a page that goes to the caller gets a reference of its own before that (law 9).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReleaseDonor))]
public sealed class ReleaseDonor : StatementFixProvider
{
    /// <summary>Made by the host.</summary>
    public ReleaseDonor()
        : base("Release the donor buffer", LifetimeRules.DonorNotReleased.Id)
    {
    }

    private protected override bool CanFix(StatementSyntax statement, Diagnostic diagnostic)
        => NameIn(diagnostic) is { } name
            && StolenBy(statement, diagnostic) is not null
            && ExitOf(statement, diagnostic) is { } exit
            && !Mentions(exit.Expression, name);

    private protected override void Fix(DocumentEditor editor, StatementSyntax statement, Diagnostic diagnostic)
    {
        ReturnStatementSyntax exit = ExitOf(statement, diagnostic)!;
        string page = StolenBy(statement, diagnostic)!;
        bool goesToCaller = Mentions(exit.Expression, page)
            || editor.SemanticModel.LookupSymbols(exit.SpanStart, name: page).Any(symbol => symbol is IParameterSymbol { RefKind: RefKind.Out or RefKind.Ref });
        string[] lines = goesToCaller ? [$"{page}.AddReference();", $"{NameIn(diagnostic)}.Release();"] : [$"{NameIn(diagnostic)}.Release();"];
        StatementSyntax[] inserted = [.. lines.Select(line => SyntaxFactory.ParseStatement(line).WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed).WithAdditionalAnnotations(Formatter.Annotation))];
        inserted[0] = inserted[0].WithLeadingTrivia(exit.GetLeadingTrivia());
        editor.InsertBefore(exit, inserted);
        editor.ReplaceNode(exit, (current, _) => current.WithLeadingTrivia());
    }

    private static string? NameIn(Diagnostic diagnostic)
        => diagnostic.Properties.TryGetValue(RuleReporter.ObjectName, out string? name) && SyntaxFacts.IsValidIdentifier(name) ? name : null;

    /// <summary>The variable that the steal hands the page out to.</summary>
    private static string? StolenBy(StatementSyntax statement, Diagnostic diagnostic)
        => (statement.SyntaxTree.GetRoot().FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) as InvocationExpressionSyntax)?.ArgumentList.Arguments
            .Where(argument => argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword))
            .Select(argument => argument.Expression switch
            {
                IdentifierNameSyntax variable => variable.Identifier.ValueText,
                DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax declared } => declared.Identifier.ValueText,
                _ => null,
            })
            .FirstOrDefault();

    /// <summary>The return statement on whose path nothing is released; null where the path ends otherwise.</summary>
    private static ReturnStatementSyntax? ExitOf(StatementSyntax statement, Diagnostic diagnostic)
        => diagnostic.AdditionalLocations is [{ } exit, ..]
            && exit.SourceTree == statement.SyntaxTree
            && statement.SyntaxTree.GetRoot().FindNode(exit.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<StatementSyntax>()
                is ReturnStatementSyntax { Parent: BlockSyntax } leaving
                ? leaving
                : null;

    private static bool Mentions(ExpressionSyntax? expression, string name)
        => expression is not null && expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(mention => mention.Identifier.ValueText == name);
}
