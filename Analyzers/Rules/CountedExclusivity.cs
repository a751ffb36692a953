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

    /// <summary>Variables that are given one another beyond which nobody asks what the last one decides.</summary>
    private const int MaximumDepth = 4;

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
                else if (operation is IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Type.SpecialType: SpecialType.System_Boolean, Target: ILocalReferenceOperation { Local: var kept }, Value: { } verdict } } && CountIn(verdict).Count is not null && IsVerdict(kept))
                    Report(verdict);
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

    /// <summary>Whether the expression is a part of what a variable is given that decides a branch, as in <c>bool alone = a &amp;&amp; b; if (alone)</c>, or that is the answer.</summary>
    private bool IsPartOfVerdict(SyntaxNode expression)
        => WholeOf(expression) is { } whole
            && index.Function.Operations.Any(operation => operation is ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var kept } } assignment
                && (assignment.Syntax == whole || assignment.Syntax == (whole as EqualsValueClauseSyntax)?.Parent)
                && IsVerdict(kept));

    /// <summary>Whether the truth in the variable decides a branch or is the answer, itself or by another variable that is given it.</summary>
    private bool IsVerdict(ILocalSymbol kept, int depth = 0)
        => depth <= MaximumDepth
            && (index.Graph.Blocks.Any(block => block.BranchValue is { } condition && (block.ConditionKind != ControlFlowConditionKind.None ? !IsOnlyObserved(condition.Syntax) : IsAnswer(block)) && Mentions(condition, kept))
                || index.Function.Operations.Any(operation => operation is ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: { Type.SpecialType: SpecialType.System_Boolean } other }, Value: { } value }
                    && !SymbolEqualityComparer.Default.Equals(other, kept) && Mentions(value, kept) && IsVerdict(other, depth + 1)));

    private static bool Mentions(IOperation operation, ILocalSymbol variable)
        => operation.DescendantsAndSelf().Any(part => part is ILocalReferenceOperation { Local: var local } && SymbolEqualityComparer.Default.Equals(local, variable));

    private static SyntaxNode? WholeOf(SyntaxNode expression)
    {
        SyntaxNode? node = expression.Parent;
        while (node is ParenthesizedExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression })
            node = node.Parent;
        return node;
    }

    private (IOperation? Comparison, IPropertyReferenceOperation? Count) CountIn(IOperation condition)
    {
        bool truth = true;
        IOperation comparison = Negations.Inside(condition, ref truth);
        while (index.Function.ValueOf(index.Originals.Of(comparison)) is var original && original != comparison)
            comparison = Negations.Inside(original, ref truth);
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
    private bool IsOnlyObserved(SyntaxNode condition)
    {
        for (SyntaxNode? node = condition; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case ArgumentSyntax or InterpolationSyntax:
                    return true;
                case IfStatementSyntax decision when Describes(decision, decision.Else is null ? [decision.Statement] : [decision.Statement, decision.Else.Statement]):
                    return true;
                case IfStatementSyntax decision:
                    return (Observes(decision.Statement) && (decision.Else is null || Throws(decision.Statement) || Observes(decision.Else.Statement))) || (decision.Else is { } otherwise && Throws(otherwise.Statement));
                case ConditionalExpressionSyntax choice when IsWords(choice.WhenTrue) && (choice.WhenFalse is LiteralExpressionSyntax || IsWords(choice.WhenFalse)):
                    return true;
                case ConditionalExpressionSyntax { WhenTrue: LiteralExpressionSyntax, WhenFalse: LiteralExpressionSyntax, Parent: AssignmentExpressionSyntax sum } when IsSum(sum):
                    return true;
                case SwitchExpressionSyntax choice when choice.Arms.All(static arm => arm.Expression is ThrowExpressionSyntax || IsWords(arm.Expression)):
                    return true;
                case SwitchStatementSyntax { Sections: [var one, var other] } when Throws(one) || Throws(other):
                    return true;
                case SwitchStatementSyntax choice when Describes(choice, [.. choice.Sections.SelectMany(static section => section.Statements)]):
                    return true;
                case SwitchStatementSyntax choice:
                    return choice.Sections.SelectMany(static section => section.Statements).All(statement => statement is BreakStatementSyntax || Observes(statement));
                case StatementSyntax or AnonymousFunctionExpressionSyntax or ArrowExpressionClauseSyntax:
                    return false;
            }
        }

        return false;
    }

    /// <summary>Whether the statement only says that this must not be: what is done otherwise is all that there is to do.</summary>
    private static bool Throws(StatementSyntax statement) => statement is ThrowStatementSyntax or BlockSyntax { Statements: [ThrowStatementSyntax] };

    private static bool Throws(SwitchSectionSyntax section) => section.Statements is [var only] && Throws(only);

    /// <summary>Whether nothing is done on either way but to say something in words, or to keep them in a variable.</summary>
    private static bool Describes(StatementSyntax decision, StatementSyntax[] done)
        => done.Any(Speaks) && done.All(Describes) && (!done.Any(Jumps) || (decision is IfStatementSyntax { Else: not null } && done.All(Jumps)) || Next(decision) is { } otherwise && Describes(otherwise) && Speaks(otherwise));

    private static bool Describes(StatementSyntax statement) => statement switch
    {
        BlockSyntax block => block.Statements.All(Describes),
        ReturnStatementSyntax { Expression: { } words } => IsWords(words) || IsKeptBefore(words, statement),
        LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: { } words }] } => IsWords(words),
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax, Right: var words } } => IsWords(words),
        BreakStatementSyntax or GotoStatementSyntax or EmptyStatementSyntax => true,
        _ => false,
    };

    private static bool Speaks(StatementSyntax statement) => statement.DescendantNodes().Any(static part => part is ExpressionSyntax words && IsWords(words));

    /// <summary>Whether the statement leads past what stands behind the decision.</summary>
    private static bool Jumps(StatementSyntax statement) => statement switch
    {
        BlockSyntax block => block.Statements.Any(Jumps),
        BreakStatementSyntax { Parent: SwitchSectionSyntax } => false,
        _ => statement is ReturnStatementSyntax or GotoStatementSyntax or BreakStatementSyntax,
    };

    private static StatementSyntax? Next(StatementSyntax decision) => decision.Parent is BlockSyntax block ? block.Statements.ElementAtOrDefault(block.Statements.IndexOf(decision) + 1) : null;

    /// <summary>Whether the statement before has just put words into the variable.</summary>
    private static bool IsKeptBefore(ExpressionSyntax value, StatementSyntax statement)
        => value is IdentifierNameSyntax returned
            && statement.Parent is BlockSyntax block
            && block.Statements.ElementAtOrDefault(block.Statements.IndexOf(statement) - 1) is LocalDeclarationStatementSyntax { Declaration.Variables: [var kept] }
            && kept.Identifier.ValueText == returned.Identifier.ValueText;

    private static bool IsWords(ExpressionSyntax expression)
        => expression is InterpolatedStringExpressionSyntax || expression.IsKind(SyntaxKind.StringLiteralExpression) || (expression is ParenthesizedExpressionSyntax { Expression: var inner } && IsWords(inner));

    private bool Observes(StatementSyntax statement) => statement switch
    {
        BlockSyntax block => block.Statements.All(Observes),
        ThrowStatementSyntax => true,
        ExpressionStatementSyntax { Expression: PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax } => true,
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } => IsSum(assignment),
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } => NameOf(call.Expression) is { } name
            && (ObservingPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) || Measures(call)),
        _ => false,
    };

    /// <summary>Whether the call adds to one of the library's instruments.</summary>
    private bool Measures(InvocationExpressionSyntax call)
        => index.Function.Operations.Any(operation => operation.Syntax == call && operation is IInvocationOperation { TargetMethod.ContainingNamespace: { Name: "Metrics", ContainingNamespace.Name: "Diagnostics" } });

    private static bool IsSum(AssignmentExpressionSyntax assignment) => assignment.IsKind(SyntaxKind.AddAssignmentExpression) || assignment.IsKind(SyntaxKind.SubtractAssignmentExpression);

    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } => name,
        IdentifierNameSyntax { Identifier.ValueText: var name } => name,
        _ => null,
    };
}
