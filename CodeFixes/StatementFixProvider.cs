using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace PageMove.CodeFixes;

/// <summary>A fix that edits the statement that a diagnostic stands in; Fix All applies it to a document's diagnostics in one pass.</summary>
public abstract class StatementFixProvider : CodeFixProvider
{
    private readonly string _title;

    private protected StatementFixProvider(string title, params string[] ruleIds)
    {
        _title = title;
        FixableDiagnosticIds = ImmutableArray.Create(ruleIds);
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        async (context, document, diagnostics) => await FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (model is null || StatementAt(root, diagnostic) is not { } statement || !CanFix(statement, diagnostic) || !Fits(model, statement, diagnostic))
                continue;
            context.RegisterCodeFix(
                CodeAction.Create(
                    _title,
                    cancellation => FixAsync(context.Document, ImmutableArray.Create(diagnostic), cancellation),
                    equivalenceKey: GetType().Name),
                diagnostic);
        }
    }

    /// <summary>Whether the statement has the shape that the fix can repair.</summary>
    private protected abstract bool CanFix(StatementSyntax statement, Diagnostic diagnostic);

    /// <summary>Whether what the statement's names stand for fits the fix, too.</summary>
    private protected virtual bool Fits(SemanticModel model, StatementSyntax statement, Diagnostic diagnostic) => true;

    /// <summary>What a second diagnostic must not have in common with one that is fixed already; null where any may be fixed.</summary>
    private protected virtual object? ConflictKey(StatementSyntax statement, Diagnostic diagnostic) => null;

    /// <summary>What the fix edits, and can edit once: the statement, or a part of it.</summary>
    private protected virtual SyntaxNode UnitOf(StatementSyntax statement, Diagnostic diagnostic) => statement;

    private protected abstract void Fix(DocumentEditor editor, StatementSyntax statement, Diagnostic diagnostic);

    private async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        DocumentEditor editor = await DocumentEditor.CreateAsync(document, cancellation).ConfigureAwait(false);
        HashSet<object> done = [];
        foreach (Diagnostic diagnostic in diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start))
        {
            if (StatementAt(editor.OriginalRoot, diagnostic) is not { } statement
                || !CanFix(statement, diagnostic)
                || !Fits(editor.SemanticModel, statement, diagnostic)
                || !done.Add(UnitOf(statement, diagnostic))
                || (ConflictKey(statement, diagnostic) is { } key && !done.Add(key)))
            {
                continue;
            }

            Fix(editor, statement, diagnostic);
        }

        return editor.GetChangedDocument();
    }

    private static StatementSyntax? StatementAt(SyntaxNode? root, Diagnostic diagnostic)
        => root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<StatementSyntax>();
}
