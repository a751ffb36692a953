using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using PageMove.Analyzers.Rules;

namespace PageMove.CodeFixes;

/// <summary>
/// Puts what follows the statement that took something into a try block, and gives back in its finally block. Offered where the rest of the block only
/// uses what was taken, and hands it to nobody.
/// </summary>
public abstract class ReleaseInFinallyProvider : StatementFixProvider
{
    private readonly string[] _releases;

    /// <param name="title">What the fix is called.</param>
    /// <param name="ruleId">The rule.</param>
    /// <param name="releases">The members that give back; the first that the type has is called.</param>
    private protected ReleaseInFinallyProvider(string title, string ruleId, params string[] releases)
        : base(title, ruleId) => _releases = releases;

    private protected sealed override bool CanFix(StatementSyntax statement, Diagnostic diagnostic)
        => NameIn(diagnostic) is { } name && RestOf(statement) is { } rest && rest.All(part => Keeps(part, name));

    private protected sealed override bool Fits(SemanticModel model, StatementSyntax statement, Diagnostic diagnostic)
    {
        string name = NameIn(diagnostic)!;
        IReadOnlyList<StatementSyntax> rest = RestOf(statement)!;
        return ReleaseOf(model, rest, name) is not null
            && rest.SelectMany(part => part.DescendantNodes()).OfType<ArgumentSyntax>().All(argument => !IsNamed(argument.Expression, name) || Syntax.IsLent(model, argument));
    }

    private protected sealed override object? ConflictKey(StatementSyntax statement, Diagnostic diagnostic)
        => statement.Ancestors().FirstOrDefault(node => node is MemberDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);

    private protected sealed override void Fix(DocumentEditor editor, StatementSyntax statement, Diagnostic diagnostic)
    {
        string name = NameIn(diagnostic)!;
        IReadOnlyList<StatementSyntax> rest = RestOf(statement)!;
        string release = ReleaseOf(editor.SemanticModel, rest, name)!;
        var block = (BlockSyntax)rest[0].Parent!;
        BlockSyntax body = SyntaxFactory.Block(rest.Select((part, index) => index == 0 ? part.WithLeadingTrivia(WithoutBlankLines(part.GetLeadingTrivia())) : part));
        StatementSyntax[] releases = [.. body.DescendantNodes().OfType<StatementSyntax>().Where(part => IsRelease(part, name))];
        body = body.RemoveNodes(releases, releases.Any(HasComment) ? SyntaxRemoveOptions.KeepExteriorTrivia : SyntaxRemoveOptions.KeepNoTrivia)!;
        StatementSyntax last = SyntaxFactory.ParseStatement($"{name}.{release}();");
        TryStatementSyntax guarded = SyntaxFactory.TryStatement(body, default, SyntaxFactory.FinallyClause(SyntaxFactory.Block(last)))
            .WithAdditionalAnnotations(Formatter.Annotation);
        int first = block.Statements.IndexOf(rest[0]);
        editor.ReplaceNode(block, block.WithStatements(SyntaxFactory.List(block.Statements.Take(first).Append(guarded))));
    }

    private static string? NameIn(Diagnostic diagnostic)
        => diagnostic.Properties.TryGetValue(RuleReporter.ObjectName, out string? name) && SyntaxFacts.IsValidIdentifier(name) ? name : null;

    /// <summary>What runs once the statement has taken something; null where that is not simply what follows.</summary>
    private static IReadOnlyList<StatementSyntax>? RestOf(StatementSyntax statement)
    {
        switch (statement)
        {
            case IfStatementSyntax { Else: null, Condition: InvocationExpressionSyntax, Statement: BlockSyntax { Statements.Count: > 0 } taken }:
                return taken.Statements;
            case IfStatementSyntax { Else: null, Condition: PrefixUnaryExpressionSyntax { Operand: InvocationExpressionSyntax } } refused when Leaves(refused.Statement):
            case LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 }:
            case ExpressionStatementSyntax:
                break;
            default:
                return null;
        }

        if (statement.Parent is not BlockSyntax block)
            return null;
        StatementSyntax[] rest = [.. block.Statements.Skip(block.Statements.IndexOf(statement) + 1)];
        return rest.Length == 0 ? null : rest;
    }

    private static bool Leaves(StatementSyntax statement) => statement switch
    {
        ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax => true,
        BlockSyntax { Statements: [.., { } last] } => Leaves(last),
        _ => false,
    };

    /// <summary>Whether the statement only calls and reads members of the object, or passes it on to be looked at.</summary>
    private bool Keeps(StatementSyntax statement, string name)
    {
        foreach (SyntaxNode node in statement.DescendantNodesAndSelf())
        {
            if (node is LabeledStatementSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)
                return false;
            if (node is not IdentifierNameSyntax mention || mention.Identifier.ValueText != name)
                continue;
            bool keeps = mention.Parent switch
            {
                MemberAccessExpressionSyntax access when access.Name == mention => true,
                MemberAccessExpressionSyntax access => !_releases.Contains(access.Name.Identifier.ValueText) || IsRemovable(access),
                ArgumentSyntax { RefKindKeyword.RawKind: 0 } => true,
                _ => false,
            };
            if (!keeps)
                return false;
        }

        return true;
    }

    private static bool IsRemovable(MemberAccessExpressionSyntax release)
        => release.Parent is InvocationExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax } };

    private bool IsRelease(StatementSyntax statement, string name)
        => statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } }
            && IsNamed(access.Expression, name)
            && _releases.Contains(access.Name.Identifier.ValueText);

    private static bool IsNamed(ExpressionSyntax expression, string name) => expression is IdentifierNameSyntax identifier && identifier.Identifier.ValueText == name;

    private string? ReleaseOf(SemanticModel model, IReadOnlyList<StatementSyntax> rest, string name)
        => TypeOf(model, rest, name) is { } type ? _releases.FirstOrDefault(candidate => HasMember(type, candidate)) : null;

    private static ITypeSymbol? TypeOf(SemanticModel model, IReadOnlyList<StatementSyntax> rest, string name)
        => model.LookupSymbols(rest[0].SpanStart, name: name).FirstOrDefault() switch
        {
            ILocalSymbol local when local.DeclaringSyntaxReferences.All(reference => reference.Span.Start < rest[0].SpanStart) => local.Type,
            IParameterSymbol { RefKind: RefKind.None } parameter => parameter.Type,
            _ => null,
        };

    private static bool HasMember(ITypeSymbol type, string name)
        => type.GetMembers(name).OfType<IMethodSymbol>().Any(method => method.Parameters.IsEmpty && method.ReturnsVoid && method.DeclaredAccessibility == Accessibility.Public);

    private static bool HasComment(StatementSyntax statement)
        => statement.GetLeadingTrivia().Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) || trivia.IsDirective);

    private static IEnumerable<SyntaxTrivia> WithoutBlankLines(SyntaxTriviaList trivia) => trivia.SkipWhile(part => part.IsKind(SyntaxKind.EndOfLineTrivia));
}
