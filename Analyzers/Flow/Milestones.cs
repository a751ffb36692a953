using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// The comparisons by which a counting loop knows one of its rounds, as <c>i == count - 1</c>: the counter goes one way only, so that by a number which it has passed it does not come again, and
/// a bound that lies there is passed, too.
/// </summary>
internal sealed class Milestones
{
    // The counter is at the number or has not come to it; it has not come to it.
    private static readonly Value UpTo = Value.Is(nameof(UpTo));
    private static readonly Value Before = Value.Is(nameof(Before));

    private static readonly Counters NoCounters = new(null);

    private readonly Dictionary<IOperation, Question> _questions = [];
    private readonly Dictionary<ISymbol, List<Milestone>> _on = new(SymbolEqualityComparer.Default);

    // Mostly there are none.
    private Dictionary<ISymbol, int>? _beginnings;
    private List<Milestone>? _milestones;

    /// <param name="conditions">The function's conditions.</param>
    /// <param name="function">The function.</param>
    /// <param name="originals">What its variables stand for.</param>
    public Milestones(List<IOperation> conditions, FunctionGraph function, Func<Originals> originals)
    {
        List<Bound> bounds = [];
        foreach (IOperation condition in conditions)
        {
            if (Comparand.In(condition, function, originals()) is not { } comparand)
                continue;
            if (!Comparand.IsEquality(condition))
                bounds.Add(new(condition, comparand));
            else if (At(comparand, condition, function) is { } milestone)
                _questions.Add(condition, new Question(milestone, WhenThere: !comparand.IsNegated, WhenPast: comparand.IsNegated, IsEquality: true));
        }

        // Who asks for the number before the last one, knows the last round, too.
        HashSet<Comparand> all = [.. bounds.Select(static bound => bound.Comparand)];
        foreach ((IOperation condition, Comparand asked) in bounds)
        {
            foreach (Comparand comparand in (Comparand[])[asked, asked.Opposite])
            {
                Comparand next = comparand with { Offset = comparand.Offset + comparand.Direction, IsNegated = false };
                if (all.Contains(next))
                    At(next, condition, function);
            }
        }

        if (_milestones is null)
            return;
        foreach ((IOperation condition, Comparand comparand) in bounds)
        {
            // Of several numbers, the one that the bound lets through last is the one of which it tells most.
            foreach (Milestone milestone in _milestones)
            {
                if (milestone.AskedAgainBy(comparand) is { } question && (!_questions.TryGetValue(condition, out Question? other) || question.TellsMoreThan(other)))
                    _questions[condition] = question;
            }
        }
    }

    /// <summary>The number of the first round, where a counter only goes up from one for which the function asks; null for any other variable.</summary>
    public int? BeginningOf(ISymbol counter) => _beginnings is not null && _beginnings.TryGetValue(counter, out int beginning) ? beginning : null;

    /// <summary>What the condition is as far as it is known where the counter has been; null for a condition that does not ask for it.</summary>
    public Value? ValueOf(IOperation condition, Facts facts)
    {
        if (Find(condition) is not { } question)
            return null;
        Value where = facts[question.Milestone];
        bool? truth = where.AsBoolean() is { } isThere ? (isThere ? question.WhenThere : question.WhenPast)
            : where.Equals(Before) && (question.IsEquality || question.IsOfOneBefore) ? !question.WhenThere
            : where.Equals(Before) || where.Equals(UpTo) ? question.WhenNotPast
            : null;
        return truth is { } known ? Value.Of(known) : null;
    }

    /// <summary>The number that the condition asks for; null where it asks for none.</summary>
    public Milestone? AskedFor(IOperation condition) => Find(condition)?.Milestone;

    /// <summary>Whether the condition asks if the counter is at a number.</summary>
    public bool Asks(IOperation condition) => Find(condition) is { IsEquality: true } or { IsOfOneBefore: true };

    /// <summary>Notes where the counter must be, or cannot be, where the condition came out so.</summary>
    public Facts Reach(IOperation condition, bool truth, Facts facts)
    {
        if (Find(condition) is not { } question)
            return facts;
        Value where = facts[question.Milestone];
        if (question.IsOfOneBefore)
        {
            return truth != question.WhenThere ? (where.IsUnknown || where.Equals(UpTo) ? facts.With(question.Milestone, Before) : facts)
                : where.Equals(UpTo) ? facts.With(question.Milestone, Value.Of(true))
                : facts;
        }

        if (question.IsEquality)
            return question.WhenThere == truth ? facts.With(question.Milestone, Value.Of(true)) : where.Equals(UpTo) ? facts.With(question.Milestone, Before) : facts;
        return question.WhenNotPast == truth && where.IsUnknown ? facts.With(question.Milestone, UpTo) : facts;
    }

    private Question? Find(IOperation condition) => _questions.Count > 0 && _questions.TryGetValue(condition, out Question? question) ? question : null;

    /// <summary>Forgets where the counter has been: it begins anew, or the number is another one.</summary>
    public Facts Forget(ISymbol symbol, Facts facts) => _on.Count > 0 && _on.TryGetValue(symbol, out List<Milestone>? milestones) ? facts.Without(milestones) : facts;

    /// <summary>The counter has gone on: what it was at before is past.</summary>
    /// <param name="counter">The counter.</param>
    /// <param name="isByOne">Whether it has left out no number.</param>
    /// <param name="before">What was known before.</param>
    /// <param name="facts">What is known now.</param>
    public Facts Pass(ISymbol counter, bool isByOne, Facts before, Facts facts)
    {
        if (_on.Count == 0 || !_on.TryGetValue(counter, out List<Milestone>? milestones))
            return facts;
        foreach (Milestone milestone in milestones)
        {
            if (!SymbolEqualityComparer.Default.Equals(milestone.Counter, counter))
                continue;
            if (before[milestone].AsBoolean() is not null)
                facts = facts.With(milestone, Value.Of(false));
            else if (isByOne && before[milestone].Equals(Before))
                facts = facts.With(milestone, UpTo);
        }

        return facts;
    }

    /// <summary>The milestone at the number for which a loop asks; null where the counter does not go one way, or counts elsewhere.</summary>
    private Milestone? At(Comparand number, IOperation condition, FunctionGraph function)
    {
        if (!condition.Syntax.Ancestors().Any(Loop.Is) || DirectionOf(number.Counter, condition, function) is not (not 0 and int direction) || ConditionKey.Of(condition, NoCounters, originals: null) is not { } key)
            return null;
        if (_milestones?.Find(known => known.IsAt(number)) is { } milestone)
            return milestone;
        (_milestones ??= []).Add(milestone = new Milestone(number, direction));
        if (direction == 1 && number is { Base: "", Offset: >= int.MinValue and <= int.MaxValue and var first } && BeginsAt(number.Counter, (int)first, function))
            (_beginnings ??= new(SymbolEqualityComparer.Default))[number.Counter] = (int)first;
        foreach (ISymbol symbol in key.Symbols)
            NotedOn(symbol).Add(milestone);
        return milestone;
    }

    /// <summary>1 where the counter is only counted up, and in a loop that asks, -1 where it is only counted down, else 0.</summary>
    private static int DirectionOf(ISymbol counter, IOperation condition, FunctionGraph function)
    {
        int direction = 0;
        bool isAsked = false;
        if (function.Nested.Any(nested => nested.Assigns.Contains(counter)))
            return 0;
        foreach (IOperation mention in function.MentionsOf(counter))
        {
            int step = StepOf(mention);
            if (step == 0)
                continue;
            if (direction == -step)
                return 0;
            direction = step;
            isAsked |= condition.Syntax.Ancestors().Any(node => Loop.Is(node) && node.Span.Contains(mention.Syntax.Span));
        }

        return isAsked ? direction : 0;
    }

    private static bool BeginsAt(ISymbol counter, int number, FunctionGraph function)
        => function.WritesOf(counter).All(target => StepOf(target) == 1 || target.Parent is ISimpleAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: int beginning } } && beginning == number);

    private static int StepOf(IOperation mention) => mention.Parent switch
    {
        IIncrementOrDecrementOperation step => step.Kind == OperationKind.Increment ? 1 : -1,
        ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract, Value.ConstantValue: { HasValue: true, Value: int and not 0 and var by } } step when step.Target == mention
            => (step.OperatorKind == BinaryOperatorKind.Add) == by > 0 ? 1 : -1,
        _ => 0,
    };

    private List<Milestone> NotedOn(ISymbol symbol)
    {
        if (!_on.TryGetValue(symbol, out List<Milestone>? milestones))
            _on.Add(symbol, milestones = []);
        return milestones;
    }

    /// <summary>A condition that asks for more or less than a number.</summary>
    private sealed record Bound(IOperation Condition, Comparand Comparand);

    /// <summary>What a condition asks about a milestone's counter.</summary>
    /// <param name="Milestone">The milestone.</param>
    /// <param name="WhenThere">The answer while the counter is there; null where that is not known.</param>
    /// <param name="WhenPast">The answer when it is past; null where that is not known.</param>
    /// <param name="IsEquality">Whether nothing else is asked than whether it is there.</param>
    /// <param name="WhenNotPast">The answer while the counter is there or has not come to it, where it is the other one past it; null where that is not so.</param>
    /// <param name="IsOfOneBefore">Whether the bound lets everything through that comes before: who is not past the number, and is not let through, is there.</param>
    public sealed record Question(Milestone Milestone, bool? WhenThere, bool? WhenPast, bool IsEquality, bool? WhenNotPast = null, bool IsOfOneBefore = false)
    {
        /// <summary>Whether it tells more of where the counter is than another question that the same condition asks.</summary>
        public bool TellsMoreThan(Question other) => WhenNotPast is not null || (IsOfOneBefore && other.WhenNotPast is null);
    }
}

/// <summary>A number that a counter comes by; the key of a fact, which is true as long as the counter is there, and false when it is past.</summary>
/// <param name="there">The number.</param>
/// <param name="direction">Whether the counter goes up (1) or down (-1).</param>
internal sealed class Milestone(Comparand there, int direction)
{
    public ISymbol Counter => there.Counter;

    public bool IsAt(Comparand number) => SymbolEqualityComparer.Default.Equals(number.Counter, Counter) && number.Number == there.Number;

    /// <summary>What the bound asks of the counter at this number and past it; null where it has nothing to do with it.</summary>
    public Milestones.Question? AskedAgainBy(Comparand bound)
    {
        if (bound.Direction == -direction)
            bound = bound.Opposite;
        if (bound.Direction != direction || !SymbolEqualityComparer.Default.Equals(bound.Counter, Counter) || bound.Base != there.Base)
            return null;

        // The farthest number that the bound lets through is so much beyond this one.
        long beyond = direction * (bound.Offset - there.Offset);
        return new Milestones.Question(
            this,
            WhenThere: (beyond >= 0) ^ bound.IsNegated,
            WhenPast: beyond <= 0 ? bound.IsNegated : null,
            IsEquality: false,
            WhenNotPast: beyond == 0 ? !bound.IsNegated : null,
            IsOfOneBefore: beyond == -1);
    }
}
