using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// What loops ask before their first round, where the function asks the same outside of them: whether a <c>foreach</c> finds anything is whether what it goes through is empty, and whether a counter that is
/// still at zero is less than a number is whether that is more than zero.
/// </summary>
internal sealed class FirstRounds
{
    private readonly Dictionary<IOperation, Round> _rounds = [];
    private readonly Dictionary<CaptureId, Round> _begun = [];
    private readonly HashSet<ISymbol> _counters = new(SymbolEqualityComparer.Default);

    /// <summary>Whether the variable counts the rounds of such a loop.</summary>
    public bool CountBy(ISymbol variable) => _counters.Contains(variable);

    /// <summary>Notes a loop's condition, if that is one.</summary>
    /// <param name="condition">What may be one.</param>
    /// <param name="function">The function.</param>
    /// <param name="originals">What its variables stand for.</param>
    /// <param name="asked">What the function asks for being less than a number, each with the texts.</param>
    /// <returns>What the condition may ask, too.</returns>
    public IEnumerable<string> Add(IOperation condition, FunctionGraph function, Originals originals, ILookup<string, string> asked)
    {
        if (LessIn(condition, function, originals, out IOperation? counter) is not { } less || !asked.Contains(less))
            return [];
        Round round = new(less, counter, [.. asked[less]]);
        _rounds[condition] = round;
        if (counter is not null && function.VariableOf(counter) is { } variable)
            _counters.Add(variable);
        if (condition is IInvocationOperation { Instance: IFlowCaptureReferenceOperation { Id: var enumerator } })
            _begun[enumerator] = round;
        return round.Asked;
    }

    /// <summary>What the condition asks, in the words of one outside of the loop; null where it asks no such thing, or no longer.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="facts">What is known.</param>
    /// <param name="valueOf">What is known of a variable.</param>
    public string? TextOf(IOperation condition, Facts facts, Func<IOperation, Value> valueOf)
    {
        if (_rounds.Count == 0 || !_rounds.TryGetValue(condition, out Round? round))
            return null;
        int? passed = round.Counter is null ? (facts[round].AsBoolean() == true ? 0 : null) : valueOf(round.Counter).Constant as int?;
        return passed is >= 0 and < int.MaxValue && $"{round.Less}#{passed + 1}" is var text && round.Asked.Contains(text) ? text : null;
    }

    /// <summary>Notes that a <c>foreach</c> begins.</summary>
    public Facts Begin(CaptureId enumerator, Facts facts) => _begun.Count > 0 && _begun.TryGetValue(enumerator, out Round? round) ? facts.With(round, Value.Of(true)) : facts;

    /// <summary>Notes that the condition was asked: of the next round it tells nothing.</summary>
    public Facts GoOn(IOperation condition, Facts facts) => _rounds.Count > 0 && _rounds.TryGetValue(condition, out Round? round) ? facts.With(round, Value.Unknown) : facts;

    private static string? LessIn(IOperation condition, FunctionGraph function, Originals originals, out IOperation? counter)
    {
        counter = null;
        ConditionText text = new(originals);
        switch (condition)
        {
            case IInvocationOperation { TargetMethod.Name: "MoveNext", Instance: IFlowCaptureReferenceOperation enumerator }:
                return function.EnumeratedBy(enumerator) is { } whole && text.AppendSize(Conversions.InsideBuiltIn(whole)) ? text + Comparison.Less : null;
            case IBinaryOperation { OperatorMethod: null, OperatorKind: BinaryOperatorKind.LessThan } comparison:
                return LessThan(comparison.LeftOperand, comparison.RightOperand, out counter);
            case IBinaryOperation { OperatorMethod: null, OperatorKind: BinaryOperatorKind.GreaterThan } comparison:
                return LessThan(comparison.RightOperand, comparison.LeftOperand, out counter);
            default:
                return null;
        }

        string? LessThan(IOperation variable, IOperation number, out IOperation? counter)
        {
            counter = variable;
            return variable.Type?.SpecialType == SpecialType.System_Int32 && function.VariableOf(variable) is { } counting && function.Assigns.Contains(counting) && !number.ConstantValue.HasValue && text.Append(number) ? text + Comparison.Less : null;
        }
    }

    /// <summary>A loop's way into its first round; the key of the fact that it has not come to that yet.</summary>
    /// <param name="less">What is asked for being less than a number.</param>
    /// <param name="counter">The counter; null for a <c>foreach</c>.</param>
    /// <param name="asked">The texts of those questions that the function asks elsewhere.</param>
    private sealed class Round(string less, IOperation? counter, HashSet<string> asked)
    {
        public string Less => less;

        public IOperation? Counter => counter;

        public HashSet<string> Asked => asked;
    }
}
