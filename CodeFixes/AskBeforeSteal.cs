using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using PageMove.Analyzers.Rules;

namespace PageMove.CodeFixes;

/// <summary>
/// PGM1004: moves a refusal that could have been known before the steal into the condition of the steal. Offered where the two stand one after the
/// other, <c>if (!steal) leave; if (refusal || …) { page.Unlock(); leave; }</c>, and leave in the same way.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AskBeforeSteal))]
public sealed class AskBeforeSteal : StatementFixProvider
{
    /// <summary>Made by the host.</summary>
    public AskBeforeSteal()
        : base("Ask before the steal", MovingRules.AskedAfterSteal.Id)
    {
    }

    private protected override bool CanFix(StatementSyntax statement, Diagnostic diagnostic)
        => RefusalAt(statement, diagnostic) is { } refusal
            && StealOf(refusal.Check, diagnostic) is { } steal
            && IsFreeOfEffects(refusal.Asked)
            && LeavesAlike(steal, refusal.Check)
            && !HasComment(refusal.Check)
            && !HasComment(steal.Statement.Condition);

    private protected override bool Fits(SemanticModel model, StatementSyntax statement, Diagnostic diagnostic)
    {
        Refusal refusal = RefusalAt(statement, diagnostic)!;
        return EarlyForm(model, refusal, StealOf(refusal.Check, diagnostic)!) is not null;
    }

    private protected override SyntaxNode UnitOf(StatementSyntax statement, Diagnostic diagnostic) => RefusalAt(statement, diagnostic)!.Asked;

    private protected override void Fix(DocumentEditor editor, StatementSyntax statement, Diagnostic diagnostic)
    {
        Refusal refusal = RefusalAt(statement, diagnostic)!;
        Steal steal = StealOf(refusal.Check, diagnostic)!;
        ExpressionSyntax early = EarlyForm(editor.SemanticModel, refusal, steal)!;
        editor.ReplaceNode(refusal.Check.Parent!, (current, _) => current is BlockSyntax block ? Moved(block, steal, refusal, early) : current);
    }

    /// <summary>The block as it is by now, other refusals moved already, with this one moved, too.</summary>
    private static BlockSyntax Moved(BlockSyntax block, Steal steal, Refusal refusal, ExpressionSyntax early)
    {
        int index = block.Statements.IndexOf(part => part is IfStatementSyntax { Condition: var condition } && Operands(condition).Any(operand => SyntaxFactory.AreEquivalent(operand, steal.Operand)));
        if (index < 0 || index + 1 >= block.Statements.Count || block.Statements[index + 1] is not IfStatementSyntax check)
            return block;

        var taking = (IfStatementSyntax)block.Statements[index];
        ExpressionSyntax[] asked = [.. Operands(taking.Condition)];
        int place = Array.FindIndex(asked, operand => SyntaxFactory.AreEquivalent(operand, steal.Operand));
        IfStatementSyntax earlier = taking.WithCondition(Any([.. asked.Take(place), early.WithoutTrivia(), .. asked.Skip(place)]).WithTriviaFrom(taking.Condition))
            .WithAdditionalAnnotations(Formatter.Annotation);

        List<ExpressionSyntax> left = [.. Operands(check.Condition)];
        left.RemoveAt(left.FindIndex(operand => SyntaxFactory.AreEquivalent(operand, refusal.Asked)));
        SyntaxList<StatementSyntax> statements = block.Statements.Replace(taking, earlier);
        return block.WithStatements(left.Count == 0
            ? statements.RemoveAt(index + 1)
            : statements.Replace(statements[index + 1], check.WithCondition(Any([.. left]).WithTriviaFrom(check.Condition)).WithAdditionalAnnotations(Formatter.Annotation)));
    }

    /// <summary>The refusal as it can be asked before the steal: of the stolen page, by way of the buffer. Null where it cannot.</summary>
    private static ExpressionSyntax? EarlyForm(SemanticModel model, Refusal refusal, Steal steal)
    {
        IdentifierNameSyntax[] mentions = [.. refusal.Asked.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == steal.Page && !IsMemberName(name))];
        if (mentions.Length == 0)
            return refusal.Asked;
        if (model.GetTypeInfo(steal.Buffer).Type is not { } giver || model.GetTypeInfo(mentions[0]).Type is not { } page)
            return null;
        string[] ways =
        [
            .. giver.GetMembers().OfType<IPropertySymbol>()
                .Where(property => !property.IsIndexer && SymbolEqualityComparer.Default.Equals(property.Type, page))
                .Select(property => property.Name),
        ];
        return ways.Length == 1 && mentions.All(mention => IsAskedAbout(mention, refusal.Late))
            ? refusal.Asked.ReplaceNodes(mentions, (mention, _) => Syntax.Member(steal.Buffer.WithoutTrivia(), ways[0]).WithTriviaFrom(mention))
            : null;
    }

    /// <summary>Whether the mention is what the late question is asked of, here or elsewhere in the refusal.</summary>
    private static bool IsAskedAbout(IdentifierNameSyntax mention, ExpressionSyntax late)
        => mention.Parent is MemberAccessExpressionSyntax access && access.Expression == mention && SyntaxFactory.AreEquivalent(access, late);

    private static Refusal? RefusalAt(StatementSyntax statement, Diagnostic diagnostic)
    {
        if (statement is not IfStatementSyntax { Else: null, Parent: BlockSyntax } check
            || statement.SyntaxTree.GetRoot().FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax late)
        {
            return null;
        }

        ExpressionSyntax? asked = Operands(check.Condition).FirstOrDefault(operand => operand.Span.Contains(late.Span));
        return asked is null ? null : new Refusal(check, asked, late);
    }

    /// <summary>The steal, in the condition of the statement before the check, that the function is left for where it fails.</summary>
    private static Steal? StealOf(IfStatementSyntax check, Diagnostic diagnostic)
    {
        if (diagnostic.AdditionalLocations is not [{ } place] || place.SourceTree != check.SyntaxTree)
            return null;
        SyntaxList<StatementSyntax> siblings = ((BlockSyntax)check.Parent!).Statements;
        int index = siblings.IndexOf(check);
        if (index == 0 || siblings[index - 1] is not IfStatementSyntax { Else: null } taking)
            return null;
        ExpressionSyntax? operand = Operands(taking.Condition).LastOrDefault();
        return operand is PrefixUnaryExpressionSyntax
            {
                RawKind: (int)SyntaxKind.LogicalNotExpression,
                Operand: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax buffer } } call,
            }
            && call.Span == place.SourceSpan
            && call.ArgumentList.Arguments is [{ Expression: DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax page } }]
                ? new Steal(taking, operand, buffer, page.Identifier.ValueText)
                : null;
    }

    /// <summary>Whether the check does what is done where the steal fails, once it has given up the page.</summary>
    private static bool LeavesAlike(Steal steal, IfStatementSyntax check)
    {
        StatementSyntax[] refused = [.. StatementsOf(steal.Statement.Statement)];
        StatementSyntax[] late = [.. StatementsOf(check.Statement).SkipWhile(statement => IsOnPage(statement, steal.Page))];
        return refused.Length > 0
            && refused[refused.Length - 1] is ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax
            && refused.Length == late.Length
            && refused.Zip(late, (left, right) => SyntaxFactory.AreEquivalent(left, right)).All(alike => alike);
    }

    private static bool IsOnPage(StatementSyntax statement, string page)
        => statement is ExpressionStatementSyntax
        {
            Expression: InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax target, Name.Identifier.ValueText: "Unlock" },
                ArgumentList.Arguments.Count: 0,
            },
        } && target.Identifier.ValueText == page;

    private static SyntaxList<StatementSyntax> StatementsOf(StatementSyntax statement)
        => statement is BlockSyntax block ? block.Statements : SyntaxFactory.SingletonList(statement);

    /// <summary>Whether asking only reads names, members and constants.</summary>
    private static bool IsFreeOfEffects(ExpressionSyntax asked)
        => asked.DescendantNodesAndSelf().All(node => node is IdentifierNameSyntax or MemberAccessExpressionSyntax or LiteralExpressionSyntax or BinaryExpressionSyntax
            or ParenthesizedExpressionSyntax or PatternSyntax or IsPatternExpressionSyntax or PredefinedTypeSyntax
            || (node is PrefixUnaryExpressionSyntax prefix && (prefix.IsKind(SyntaxKind.LogicalNotExpression) || prefix.IsKind(SyntaxKind.UnaryMinusExpression) || prefix.IsKind(SyntaxKind.BitwiseNotExpression))))
            && !asked.DescendantNodes().Any(node => node is VariableDesignationSyntax);

    private static bool HasComment(SyntaxNode node) => node.DescendantTrivia().Any(
        trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) || trivia.IsDirective);

    private static bool IsMemberName(IdentifierNameSyntax name) => name.Parent is MemberAccessExpressionSyntax access && access.Name == name;

    /// <summary>The operands of a chain of <c>||</c>.</summary>
    private static IEnumerable<ExpressionSyntax> Operands(ExpressionSyntax condition)
        => condition is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } either
            ? Operands(either.Left).Concat(Operands(either.Right))
            : [condition];

    private static ExpressionSyntax Any(ExpressionSyntax[] operands)
        => operands.Skip(1).Aggregate(
            operands[0].WithoutTrivia(),
            (left, right) => SyntaxFactory.BinaryExpression(
                SyntaxKind.LogicalOrExpression,
                left,
                SyntaxFactory.Token(SyntaxKind.BarBarToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space),
                right.WithoutTrivia()));

    /// <summary>A part of a condition that refuses too late.</summary>
    private sealed record Refusal(IfStatementSyntax Check, ExpressionSyntax Asked, ExpressionSyntax Late);

    /// <summary>A statement that is left where the steal fails.</summary>
    private sealed record Steal(IfStatementSyntax Statement, ExpressionSyntax Operand, IdentifierNameSyntax Buffer, string Page);
}
