using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using PageMove.Analyzers.Rules;

namespace PageMove.CodeFixes;

/// <summary>
/// PGM2006: takes a reference before the unlock, and gives it back in a finally block when the block that the unlock stands in ends. Offered where the
/// page has a name of its own that is not assigned meanwhile, and nobody takes the page over.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PinBeforeUnlock))]
public sealed class PinBeforeUnlock : StatementFixProvider
{
    private const string Pin = "AddReference";
    private const string Unpin = "Release";

    /// <summary>Made by the host.</summary>
    public PinBeforeUnlock()
        : base("Pin the page before the unlock", LockingRules.UsedUnprotected.Id)
    {
    }

    private protected override bool CanFix(StatementSyntax statement, Diagnostic diagnostic)
        => UseAt(statement, diagnostic) is { } use
            && FirstOf(use, diagnostic) is { } first
            && RestFrom(first).All(part => OnlyUses(part, use.Identifier.ValueText));

    private protected override bool Fits(SemanticModel model, StatementSyntax statement, Diagnostic diagnostic)
    {
        IdentifierNameSyntax use = UseAt(statement, diagnostic)!;
        StatementSyntax first = FirstOf(use, diagnostic)!;
        string name = use.Identifier.ValueText;
        return model.GetSymbolInfo(use).Symbol is { } page
            && page is IParameterSymbol { RefKind: RefKind.None } or ILocalSymbol { IsRef: false }
            && IsKnownBefore(page, first)
            && (page as ILocalSymbol)?.Type is var local
            && (local ?? ((IParameterSymbol)page).Type) is { } type
            && HasMember(type, Pin) && HasMember(type, Unpin)
            && RestFrom(first).SelectMany(part => part.DescendantNodes()).OfType<ArgumentSyntax>()
                .All(argument => argument.Expression is not IdentifierNameSyntax mention || mention.Identifier.ValueText != name || Syntax.IsLent(model, argument));
    }

    private protected override object? ConflictKey(StatementSyntax statement, Diagnostic diagnostic) => FunctionOf(statement);

    private protected override void Fix(DocumentEditor editor, StatementSyntax statement, Diagnostic diagnostic)
    {
        IdentifierNameSyntax use = UseAt(statement, diagnostic)!;
        StatementSyntax first = FirstOf(use, diagnostic)!;
        string name = use.Identifier.ValueText;
        var block = (BlockSyntax)first.Parent!;
        StatementSyntax[] rest = [.. RestFrom(first)];

        // What stands above the unlock comes to stand above the pin.
        StatementSyntax pin = Call(name, Pin).WithLeadingTrivia(first.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed);
        BlockSyntax body = SyntaxFactory.Block(rest.Select((part, index) => index == 0 ? part.WithLeadingTrivia() : part));
        TryStatementSyntax guarded = SyntaxFactory.TryStatement(body, default, SyntaxFactory.FinallyClause(SyntaxFactory.Block(Call(name, Unpin))));
        editor.ReplaceNode(
            block,
            block.WithStatements(SyntaxFactory.List(
                block.Statements.TakeWhile(part => part != first)
                    .Append(pin.WithAdditionalAnnotations(Formatter.Annotation))
                    .Append(guarded.WithAdditionalAnnotations(Formatter.Annotation)))));
    }

    private static IdentifierNameSyntax? UseAt(StatementSyntax statement, Diagnostic diagnostic)
        => statement.SyntaxTree.GetRoot().FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) as IdentifierNameSyntax;

    /// <summary>The statement that the unlock stands in, in a block that the use comes later in; null where there is none.</summary>
    private static StatementSyntax? FirstOf(IdentifierNameSyntax use, Diagnostic diagnostic)
    {
        if (diagnostic.AdditionalLocations is not [{ } place] || place.SourceTree != use.SyntaxTree)
            return null;
        SyntaxNode unlock = use.SyntaxTree.GetRoot().FindNode(place.SourceSpan, getInnermostNodeForTie: true);
        return FunctionOf(unlock) != FunctionOf(use) || Syntax.IsInFinally(unlock)
            ? null
            : unlock.Ancestors().OfType<StatementSyntax>().FirstOrDefault(
                statement => statement.Parent is BlockSyntax block && block.Span.Contains(use.Span) && use.SpanStart >= statement.SpanStart);
    }

    private static IEnumerable<StatementSyntax> RestFrom(StatementSyntax first) => ((BlockSyntax)first.Parent!).Statements.SkipWhile(part => part != first);

    /// <summary>Whether the page's name means the page already where the statement begins.</summary>
    private static bool IsKnownBefore(ISymbol page, StatementSyntax first)
        => page.Locations is [{ SourceTree: { } tree, SourceSpan: var named }]
            && tree == first.SyntaxTree
            && named.End <= first.SpanStart
            && (page is IParameterSymbol || ScopeOf(page)?.Span.Contains(first.Span) == true);

    private static StatementSyntax? ScopeOf(ISymbol local) => local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
    {
        ForEachStatementSyntax loop => loop.Statement,
        { } declaration => declaration.FirstAncestorOrSelf<BlockSyntax>(),
        null => null,
    };

    /// <summary>Whether the statement reads and calls members of the page, compares it or passes it on, and has no name that another place may jump to.</summary>
    private static bool OnlyUses(StatementSyntax statement, string name)
        => statement.DescendantNodesAndSelf().All(node => node switch
        {
            LabeledStatementSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax => false,
            IdentifierNameSyntax mention when mention.Identifier.ValueText == name => mention.Parent switch
            {
                MemberAccessExpressionSyntax access => access.Name == mention || access.Name.Identifier.ValueText is not (Pin or Unpin or "Dispose"),
                ArgumentSyntax { RefKindKeyword.RawKind: 0 } => true,
                BinaryExpressionSyntax comparison => comparison.IsKind(SyntaxKind.EqualsExpression) || comparison.IsKind(SyntaxKind.NotEqualsExpression),
                _ => false,
            },
            _ => true,
        });

    private static bool HasMember(ITypeSymbol type, string name) => type.GetMembers(name).OfType<IMethodSymbol>().Any(method => method.Parameters.IsEmpty);

    private static StatementSyntax Call(string name, string member) => SyntaxFactory.ParseStatement($"{name}.{member}();");

    private static SyntaxNode? FunctionOf(SyntaxNode node) => node.Ancestors().FirstOrDefault(
        ancestor => ancestor is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax);
}
