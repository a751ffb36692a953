using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// The variables that a function only counts up, or only counts down. Such a one does not jump over the bound at which its loop ends, so that having reached
/// it (<c>i == n</c>) says the same afterwards as being past it (<c>i &gt;= n</c>). Nor does the number jump below zero of which a function only asks whether it is zero and whether it is more (<see cref="Amounts"/>).
/// </summary>
internal sealed class Counters
{
    private readonly Dictionary<ISymbol, List<IIncrementOrDecrementOperation>> _steps = new(SymbolEqualityComparer.Default);
    private readonly FunctionGraph? _function;
    private Amounts? _amounts;

    /// <param name="function">The function; null for no counters.</param>
    public Counters(FunctionGraph? function)
    {
        if (function is null)
            return;
        _function = function;
        foreach (IOperation operation in function.Operations)
        {
            if (operation is not IIncrementOrDecrementOperation step || function.VariableOf(step.Target) is not { } variable)
                continue;
            if (!_steps.TryGetValue(variable, out List<IIncrementOrDecrementOperation>? steps))
                _steps.Add(variable, steps = []);
            steps.Add(step);
        }

        foreach (ISymbol variable in _steps.Keys.ToArray())
        {
            if (!_steps[variable].TrueForAll(step => step.Kind == _steps[variable][0].Kind) || !IsOnlyBegun(variable, function))
                _steps.Remove(variable);
        }
    }

    /// <summary>A comparison, as it would be asked with the counter on the left and of being past the bound; the given one where there is no counter in it.</summary>
    public (IOperation Left, BinaryOperatorKind Kind, IOperation Right) Oriented(IBinaryOperation comparison)
    {
        if (AfterStep(comparison) is { } after)
            return after;
        if (_function is not null && Amounts.MayBeAsked(comparison) && (_amounts ??= new Amounts(_function)).Oriented(comparison) is { } ofAmount)
            return ofAmount;
        if (_steps.Count == 0)
            return (comparison.LeftOperand, comparison.OperatorKind, comparison.RightOperand);
        if (StepsOf(comparison.LeftOperand) is { } steps)
            return (comparison.LeftOperand, PastTheBound(comparison.LeftOperand, comparison.OperatorKind, steps, comparison.Syntax), comparison.RightOperand);
        if (StepsOf(comparison.RightOperand) is { } mirrored)
            return (comparison.RightOperand, PastTheBound(comparison.RightOperand, Comparison.Mirrored(comparison.OperatorKind), mirrored, comparison.Syntax), comparison.LeftOperand);
        return (comparison.LeftOperand, comparison.OperatorKind, comparison.RightOperand);
    }

    /// <summary>A comparison that counts, as <c>++tries &lt; most</c> or <c>left-- &gt; 0</c>, as it would be asked of the counter right afterwards; null for any other.</summary>
    private static (IOperation Left, BinaryOperatorKind Kind, IOperation Right)? AfterStep(IBinaryOperation comparison)
    {
        if (StepIn(comparison) is not ({ OperatorMethod: null } step, var kind, var bound))
            return null;
        if (!step.IsPostfix)
            return (step.Target, kind, bound);

        // The number that was compared is the one before.
        return (step.Kind == OperationKind.Increment, kind) switch
        {
            (true, BinaryOperatorKind.LessThan) => (step.Target, BinaryOperatorKind.LessThanOrEqual, bound),
            (true, BinaryOperatorKind.GreaterThanOrEqual) => (step.Target, BinaryOperatorKind.GreaterThan, bound),
            (false, BinaryOperatorKind.GreaterThan) => (step.Target, BinaryOperatorKind.GreaterThanOrEqual, bound),
            (false, BinaryOperatorKind.LessThanOrEqual) => (step.Target, BinaryOperatorKind.LessThan, bound),
            _ => null,
        };
    }

    /// <summary>The step that a comparison counts by, and with what that is compared, as if it stood on the left; null where it does not count.</summary>
    public static (IIncrementOrDecrementOperation Step, BinaryOperatorKind Kind, IOperation Bound)? StepIn(IBinaryOperation comparison) => (comparison.LeftOperand, comparison.RightOperand) switch
    {
        (var bound, IIncrementOrDecrementOperation step) => (step, Comparison.Mirrored(comparison.OperatorKind), bound),
        (IIncrementOrDecrementOperation step, var bound) => (step, comparison.OperatorKind, bound),
        _ => null,
    };

    private BinaryOperatorKind PastTheBound(IOperation counter, BinaryOperatorKind kind, List<IIncrementOrDecrementOperation> steps, SyntaxNode comparison)
    {
        if (kind is not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals) || steps.Exists(step => IsAmid(counter, comparison, step.Syntax)))
            return kind;
        bool isUp = steps[0].Kind == OperationKind.Increment;
        return kind == BinaryOperatorKind.Equals
            ? isUp ? BinaryOperatorKind.GreaterThanOrEqual : BinaryOperatorKind.LessThanOrEqual
            : isUp ? BinaryOperatorKind.LessThan : BinaryOperatorKind.GreaterThan;
    }

    /// <summary>Whether the counter still counts where the comparison asks, other than for the loop's end. In a loop around the counting one it does not where each round begins to count anew.</summary>
    private bool IsAmid(IOperation counter, SyntaxNode comparison, SyntaxNode step)
    {
        if (comparison.Ancestors().FirstOrDefault(node => Loop.Is(node) && node.Span.Contains(step.Span)) is not { } loop || (Loop.ConditionOf(loop) is { } condition && condition.Span.Contains(comparison.Span)))
            return false;
        SyntaxNode counting = step.Ancestors().First(Loop.Is);
        return counting == loop || !BeginningsOf(counter).Any(beginning => BeginsRound(beginning, loop, counting));
    }

    private static bool BeginsRound(SyntaxNode beginning, SyntaxNode loop, SyntaxNode counting)
        => (beginning.SpanStart < counting.SpanStart && Loop.Around(beginning) == loop)
            || (counting is ForStatementSyntax { Initializers: var initializers } && initializers.Any(initializer => initializer.Span.Contains(beginning.Span)));

    private IEnumerable<SyntaxNode> BeginningsOf(IOperation counter)
    {
        IReadOnlyList<IOperation> mentions = _function?.VariableOf(Conversions.InsideBuiltIn(counter)) is { } variable ? _function.MentionsOf(variable) : [];
        return mentions.Select(mention => mention.Parent).OfType<ISimpleAssignmentOperation>().Select(beginning => beginning.Syntax);
    }

    /// <summary>Whether nothing else writes the variable, save for where the counting begins.</summary>
    private static bool IsOnlyBegun(ISymbol variable, FunctionGraph function)
    {
        if (function.Nested.Any(nested => nested.Assigns.Contains(variable)))
            return false;
        int computed = variable is IParameterSymbol ? 1 : 0;
        foreach (IOperation mention in function.MentionsOf(variable))
        {
            if (!Assignment.IsTarget(mention) || mention.Parent is IIncrementOrDecrementOperation)
                continue;
            if (mention.Parent is not ISimpleAssignmentOperation { IsRef: false } beginning || (!beginning.Value.ConstantValue.HasValue && ++computed > 1))
                return false;
        }

        return true;
    }

    private List<IIncrementOrDecrementOperation>? StepsOf(IOperation operand) => Conversions.InsideBuiltIn(operand) switch
    {
        ILocalReferenceOperation local when _steps.TryGetValue(local.Local, out List<IIncrementOrDecrementOperation>? steps) => steps,
        IParameterReferenceOperation parameter when _steps.TryGetValue(parameter.Parameter, out List<IIncrementOrDecrementOperation>? steps) => steps,
        _ => null,
    };
}
