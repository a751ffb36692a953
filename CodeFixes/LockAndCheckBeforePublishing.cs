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
/// PGM3001: where the method promised to give the request back locked and gave its lock up, takes it again before the publication and looks
/// at the result; anywhere else, looks for the abort under the lock that stops it, and leaves the request's own lock as it is.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LockAndCheckBeforePublishing))]
public sealed class LockAndCheckBeforePublishing : StatementFixProvider
{
    private const string Lock = "TryLock";
    private const string Unlock = "TryUnlock";
    private const string Aborted = "Aborted";

    /// <summary>Made by the host.</summary>
    public LockAndCheckBeforePublishing()
        : base("Look for the abort before publishing", AbortingRules.AbortNotChecked.Id)
    {
    }

    private protected override bool CanFix(StatementSyntax statement, Diagnostic diagnostic)
        => NameIn(diagnostic) is { Length: > 0 } name
            && SyntaxFacts.IsValidIdentifier(name)
            && statement is ExpressionStatementSyntax
            && FunctionOf(statement) is not null;

    private protected override object? ConflictKey(StatementSyntax statement, Diagnostic diagnostic)
        => (FunctionOf(statement), NameIn(diagnostic));

    private protected override void Fix(DocumentEditor editor, StatementSyntax statement, Diagnostic diagnostic)
    {
        ExpressionSyntax request = SyntaxFactory.IdentifierName(NameIn(diagnostic)!);
        SyntaxNode function = FunctionOf(statement)!;
        bool owesLock = IsBalanced(editor.SemanticModel, statement, request) && function.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(
            access => access.Name.Identifier.ValueText == Unlock && access.Expression.ToString() == request.ToString());
        StatementSyntax leave = Syntax.Leave(editor.SemanticModel, statement, Aborted, "System.OperationCanceledException");

        if (owesLock)
        {
            StatementSyntax check = SyntaxFactory.IfStatement(
                SyntaxFactory.PrefixUnaryExpression(
                    SyntaxKind.LogicalNotExpression,
                    SyntaxFactory.InvocationExpression(Syntax.Member(request, Lock))),
                leave);
            Syntax.InsertBefore(editor, statement, check);
            return;
        }

        StatementSyntax look = SyntaxFactory.IfStatement(Syntax.Member(request, "Is" + Aborted), leave);
        editor.ReplaceNode(
            statement,
            SyntaxFactory.LockStatement(
                    Syntax.Member(request, "AbortLock"),
                    SyntaxFactory.Block(look, statement.WithoutTrivia()))
                .WithTriviaFrom(statement)
                .WithAdditionalAnnotations(Formatter.Annotation));
    }

    /// <summary>Whether the name is a parameter that the method gets locked and gives back locked.</summary>
    private static bool IsBalanced(SemanticModel model, StatementSyntax statement, ExpressionSyntax request)
        => model.LookupSymbols(statement.SpanStart, name: request.ToString()).OfType<IParameterSymbol>().Any(parameter =>
            ContractAttributes.Named(ContractAttributes.OfParameter(parameter), ContractAttributes.Balanced).Any());

    private static string? NameIn(Diagnostic diagnostic)
        => diagnostic.Properties.TryGetValue(RuleReporter.ObjectName, out string? name) ? name : null;

    private static SyntaxNode? FunctionOf(SyntaxNode statement) => statement.Ancestors().FirstOrDefault(
        node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax);
}
