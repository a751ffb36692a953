using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// The conditions by which a loop counts its tries, as <c>!queue.TryTake(out item) &amp;&amp; ++tries &lt; most</c>, and by which the function asks afterwards whether they have run out: before the first one has been
/// counted they have not.
/// </summary>
internal sealed class RunOut
{
    private readonly Dictionary<string, (bool WhileLeft, SyntaxNode Loop)> _counted = [];

    /// <summary>Notes a condition that counts, if it is one.</summary>
    public void Add(IOperation condition, ConditionKey key)
    {
        if (condition is not IBinaryOperation comparison || Counters.StepIn(comparison) is not ({ } step, var kind, _) || Loop.Around(condition.Syntax) is not { } loop)
            return;
        bool isUp = step.Kind == OperationKind.Increment;
        bool? whileLeft = kind switch
        {
            BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual => isUp,
            BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual => !isUp,
            _ => null,
        };
        if (whileLeft is { } truth)
            _counted[key.Text] = (truth ^ key.IsNegated, loop);
    }

    /// <summary>What the condition is as long as nothing was counted, where it asks outside of the loop that counts; not known for any other.</summary>
    public Value BeforeFirst(IOperation condition, ConditionKey? key)
        => key is not null && _counted.Count > 0 && _counted.TryGetValue(key.Text, out (bool WhileLeft, SyntaxNode Loop) counted) && !counted.Loop.Span.Contains(condition.Syntax.Span) ? Value.Of(counted.WhileLeft ^ key.IsNegated) : Value.Unknown;
}
