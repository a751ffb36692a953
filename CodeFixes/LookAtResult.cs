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
/// PGM1002 and PGM3003: the function gives up where the content is not good, or the request was aborted. A request that is found aborted at its
/// unlock is ended, unless the caller is to do so.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LookAtResult))]
public sealed class LookAtResult : StatementFixProvider
{
    private const string Confirm = "Confirm";
    private const string Lock = "TryLock";
    private const string Unlock = "TryUnlock";

    /// <summary>Made by the host.</summary>
    public LookAtResult()
        : base("Look at the result", MovingRules.ConfirmResultIgnored.Id, AbortingRules.LockResultIgnored.Id)
    {
    }

    private protected override bool CanFix(StatementSyntax statement, Diagnostic diagnostic)
        => MethodOf(statement) is { } method
            && statement.Parent is not (LabeledStatementSyntax or GlobalStatementSyntax)
            && !Syntax.IsInFinally(statement)
            && method is Confirm or Lock or Unlock;

    private protected override void Fix(DocumentEditor editor, StatementSyntax statement, Diagnostic diagnostic)
    {
        InvocationExpressionSyntax call = (InvocationExpressionSyntax)((ExpressionStatementSyntax)statement).Expression;
        ExpressionSyntax named = ((MemberAccessExpressionSyntax)call.Expression).Expression;
        ExpressionSyntax target = named.WithoutTrivia();
        SemanticModel model = editor.SemanticModel;
        if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
            return;
        bool confirms = method.Name == Confirm;
        StatementSyntax leave = confirms
            ? Syntax.Leave(model, statement, "BadContent", "System.IO.InvalidDataException")
            : Syntax.Leave(model, statement, "Aborted", "System.OperationCanceledException");
        if (method.Name == Unlock && !IsBalanced(model.GetSymbolInfo(named).Symbol))
        {
            leave = SyntaxFactory.Block(
                SyntaxFactory.ExpressionStatement(SyntaxFactory.InvocationExpression(Syntax.Member(target, "End"))), leave);
        }

        ExpressionSyntax failed = confirms
            ? SyntaxFactory.BinaryExpression(
                SyntaxKind.NotEqualsExpression, call.WithoutTrivia(), Syntax.Member(Syntax.Name(method.ReturnType, model, statement.SpanStart), "Good"))
            : SyntaxFactory.PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, call.WithoutTrivia());
        editor.ReplaceNode(
            statement, SyntaxFactory.IfStatement(failed, leave).WithTriviaFrom(statement).WithAdditionalAnnotations(Formatter.Annotation));
    }

    /// <summary>Whether the method's caller has promised to end the request where it was aborted.</summary>
    private static bool IsBalanced(ISymbol? request)
        => request is IParameterSymbol parameter
            && ContractAttributes.Named(ContractAttributes.OfParameter(parameter), ContractAttributes.Balanced).Any();

    private static string? MethodOf(StatementSyntax statement)
        => statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } }
            ? access.Name.Identifier.ValueText
            : null;
}
