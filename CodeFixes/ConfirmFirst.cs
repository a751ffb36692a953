using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using PageMove.Analyzers.Rules;

namespace PageMove.CodeFixes;

/// <summary>
/// PGM1001: in the condition of an <c>if</c> content that is not good counts as a steal that was refused; anywhere else the function gives up before it steals.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ConfirmFirst))]
public sealed class ConfirmFirst : StatementFixProvider
{
    private const string Confirm = "Confirm";
    private const string Good = "Good";

    /// <summary>Made by the host.</summary>
    public ConfirmFirst()
        : base("Confirm first", MovingRules.StealWithoutConfirm.Id)
    {
    }

    private protected override bool CanFix(StatementSyntax statement, Diagnostic diagnostic)
        => CallAt(statement, diagnostic) is { } call && (IsPlainCondition(statement, call) || CanGuard(statement, call));

    private protected override void Fix(DocumentEditor editor, StatementSyntax statement, Diagnostic diagnostic)
    {
        InvocationExpressionSyntax call = CallAt(statement, diagnostic)!;
        ExpressionSyntax named = ((MemberAccessExpressionSyntax)call.Expression).Expression;
        ExpressionSyntax buffer = named.WithoutTrivia();
        if (editor.SemanticModel.GetTypeInfo(named).Type?.GetMembers(Confirm).OfType<IMethodSymbol>().FirstOrDefault() is not { Parameters.IsEmpty: true } confirm)
            return;
        ExpressionSyntax Compare(SyntaxKind kind) => SyntaxFactory.BinaryExpression(
            kind,
            SyntaxFactory.InvocationExpression(Syntax.Member(buffer, Confirm)),
            Syntax.Member(Syntax.Name(confirm.ReturnType, editor.SemanticModel, statement.SpanStart), Good));

        if (IsPlainCondition(statement, call))
        {
            editor.ReplaceNode(
                call,
                SyntaxFactory.BinaryExpression(SyntaxKind.LogicalAndExpression, Compare(SyntaxKind.EqualsExpression), call.WithoutTrivia())
                    .WithTriviaFrom(call)
                    .WithAdditionalAnnotations(Formatter.Annotation));
            return;
        }

        Syntax.InsertBefore(
            editor,
            statement,
            SyntaxFactory.IfStatement(
                Compare(SyntaxKind.NotEqualsExpression), Syntax.Leave(editor.SemanticModel, statement, "BadContent", "System.IO.InvalidDataException")));
    }

    private static InvocationExpressionSyntax? CallAt(StatementSyntax statement, Diagnostic diagnostic)
        => statement.SyntaxTree.GetRoot().FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)
            is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax } } call
                ? call
                : null;

    /// <summary>Whether the statement is an <c>if</c> that goes on when the call, among others, succeeds, and the page is not mentioned where it fails.</summary>
    private static bool IsPlainCondition(StatementSyntax statement, InvocationExpressionSyntax call)
    {
        SyntaxNode condition = call;
        while (condition.Parent is ParenthesizedExpressionSyntax || (condition.Parent is BinaryExpressionSyntax binary && binary.IsKind(SyntaxKind.LogicalAndExpression)))
            condition = condition.Parent;
        if (statement is not IfStatementSyntax branch || branch.Condition != condition)
            return false;
        IEnumerable<string> pages = call.DescendantNodes().OfType<SingleVariableDesignationSyntax>().Select(page => page.Identifier.ValueText);
        bool handsOutOther = call.ArgumentList.Arguments.Any(argument => argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword)
            && argument.Expression is not (DeclarationExpressionSyntax or IdentifierNameSyntax { Identifier.ValueText: "_" }));
        return !handsOutOther && !statement.Parent!.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
            pages.Contains(name.Identifier.ValueText) && !branch.Condition.Contains(name) && !branch.Statement.Contains(name));
    }

    /// <summary>Whether the buffer is known before the statement, and the statement may be left.</summary>
    private static bool CanGuard(StatementSyntax statement, InvocationExpressionSyntax call)
    {
        string buffer = ((MemberAccessExpressionSyntax)call.Expression).Expression.ToString();
        bool declaresBuffer = statement.DescendantNodes().Any(node =>
            node is SingleVariableDesignationSyntax { Identifier.ValueText: var name } && name == buffer);
        return !declaresBuffer
            && !Syntax.IsInFinally(statement)
            && statement is ExpressionStatementSyntax or LocalDeclarationStatementSyntax or IfStatementSyntax or ReturnStatementSyntax
            && !(statement.Parent is LabeledStatementSyntax or GlobalStatementSyntax);
    }
}
