using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PageMove.Analyzers.Contracts;
using PageMove.Analyzers.Flow;

namespace PageMove.Analyzers.Rules;

/// <summary>Finds conditions that take a count of one for a proof that there is no other claim.</summary>
internal sealed class CountedExclusivity(GraphIndex index, ProtocolModel model, RuleReporter reporter)
{
    private static readonly string[] ObservingPrefixes = ["Log", "Write", "Trace", "Print", "Assert", "Fail", "Debug", "Warn", "Throw", "Increment", "Record", "Report"];

    // A switch compares one count with several numbers.
    private readonly HashSet<SyntaxNode> _reported = [];

    public void Report()
    {
        foreach (BasicBlock block in index.Graph.Blocks)
        {
            foreach (IOperation operation in block.Operations)
            {
                if (operation is IFlowCaptureOperation { Value: { } part } && (IsPartOfAnswer(part.Syntax) || IsPartOfVerdict(part.Syntax)))
                    Report(part);
            }

            if (block.BranchValue is { } condition && (block.ConditionKind != ControlFlowConditionKind.None || IsAnswer(block)))
                Report(condition);
        }
    }

    private void Report(IOperation condition)
    {
        if (CountIn(condition) is ({ } comparison, { } count) && !IsOnlyObserved(condition.Syntax) && model.RuleForProof(count.Property) is { } rule && _reported.Add(count.Syntax))
            reporter.Report(rule, comparison.Syntax.GetLocation(), count.Syntax.ToString());
    }

    /// <summary>Whether the block's value is what the function answers: then its caller decides.</summary>
    private bool IsAnswer(BasicBlock block)
        => index.Function.Method?.MethodKind != MethodKind.LambdaMethod
            && block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return && block.BranchValue?.Type?.SpecialType == SpecialType.System_Boolean;

    /// <summary>Whether the expression is a part of what the function answers, as in <c>return a &amp;&amp; b</c>.</summary>
    private static bool IsPartOfAnswer(SyntaxNode expression) => WholeOf(expression) is ReturnStatementSyntax or ArrowExpressionClauseSyntax;

    /// <summary>Whether the expression is a part of what a variable begins with that decides a branch, as in <c>bool alone = a &amp;&amp; b; if (alone)</c>.</summary>
    private bool IsPartOfVerdict(SyntaxNode expression)
        => WholeOf(expression) is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator }
            && index.Graph.Blocks.Any(block => block is { ConditionKind: not ControlFlowConditionKind.None, BranchValue: { } condition }
                && !IsOnlyObserved(condition.Syntax)
                && condition.DescendantsAndSelf().Any(part => part is ILocalReferenceOperation { Local: var local } && local.DeclaringSyntaxReferences.Any(reference => reference.Span == declarator.Span)));

    private static SyntaxNode? WholeOf(SyntaxNode expression)
    {
        SyntaxNode? node = expression.Parent;
        while (node is ParenthesizedExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression })
            node = node.Parent;
        return node;
    }

    private (IOperation? Comparison, IPropertyReferenceOperation? Count) CountIn(IOperation condition)
    {
        IOperation comparison = index.Originals.Of(condition);
        while (comparison is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not)
            comparison = index.Originals.Of(not.Operand);
        IOperation? counted = comparison switch
        {
            IBinaryOperation { OperatorMethod: null } binary when ComparesWithOne(binary.OperatorKind, binary.RightOperand) => binary.LeftOperand,
            IBinaryOperation { OperatorMethod: null } binary when ComparesWithOne(Comparison.Mirrored(binary.OperatorKind), binary.LeftOperand) => binary.RightOperand,
            IIsPatternOperation pattern when ComparesWithOne(pattern.Pattern) => pattern.Value,
            IIsPatternOperation { Pattern: IRecursivePatternOperation parts } => parts.PropertySubpatterns.FirstOrDefault(part => ComparesWithOne(part.Pattern))?.Member,
            _ => null,
        };
        return counted is not null && index.Originals.Of(index.Function.ValueOf(counted)) is IPropertyReferenceOperation count && model.RuleForProof(count.Property) is not null
            ? (comparison, count)
            : (null, null);
    }

    /// <summary>Whether the comparison tells one from more than one.</summary>
    private static bool ComparesWithOne(BinaryOperatorKind kind, IOperation bound) => (kind, bound.ConstantValue is { HasValue: true, Value: int value } ? value : 0) switch
    {
        (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan, 1) => true,
        (BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThanOrEqual, 2) => true,
        _ => false,
    };

    private static bool ComparesWithOne(IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation constant => ComparesWithOne(BinaryOperatorKind.Equals, constant.Value),
        IRelationalPatternOperation relational => ComparesWithOne(relational.OperatorKind, relational.Value),
        INegatedPatternOperation negated => ComparesWithOne(negated.Pattern),
        _ => false,
    };

    /// <summary>Whether the condition is an argument, as of an assertion, or decides only what is logged, counted or said to be misuse.</summary>
    private static bool IsOnlyObserved(SyntaxNode condition)
    {
        for (SyntaxNode? node = condition; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case ArgumentSyntax or InterpolationSyntax:
                    return true;
                case IfStatementSyntax decision:
                    return (Observes(decision.Statement) && (decision.Else is null || Throws(decision.Statement) || Observes(decision.Else.Statement))) || (decision.Else is { } otherwise && Throws(otherwise.Statement));
                case ConditionalExpressionSyntax { WhenTrue: LiteralExpressionSyntax, WhenFalse: LiteralExpressionSyntax } text when text.WhenTrue.IsKind(SyntaxKind.StringLiteralExpression):
                    return true;
                case SwitchExpressionSyntax choice when choice.Arms.All(static arm => arm.Expression is InterpolatedStringExpressionSyntax or ThrowExpressionSyntax || arm.Expression.IsKind(SyntaxKind.StringLiteralExpression)):
                    return true;
                case SwitchStatementSyntax choice:
                    return choice.Sections.SelectMany(static section => section.Statements).All(static statement => statement is BreakStatementSyntax || Observes(statement));
                case StatementSyntax or AnonymousFunctionExpressionSyntax or ArrowExpressionClauseSyntax:
                    return false;
            }
        }

        return false;
    }

    /// <summary>Whether the statement only says that this must not be: what is done otherwise is all that there is to do.</summary>
    private static bool Throws(StatementSyntax statement) => statement is ThrowStatementSyntax or BlockSyntax { Statements: [ThrowStatementSyntax] };

    private static bool Observes(StatementSyntax statement) => statement switch
    {
        BlockSyntax block => block.Statements.All(Observes),
        ThrowStatementSyntax => true,
        ExpressionStatementSyntax { Expression: PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax } => true,
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } => NameOf(call.Expression) is { } name
            && ObservingPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)),
        _ => false,
    };

    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } => name,
        IdentifierNameSyntax { Identifier.ValueText: var name } => name,
        _ => null,
    };
}
