using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// The conditions that a function tests more than once, and the elements that it passes by reference, and what ends the knowledge of them.
/// </summary>
internal sealed class ConditionIndex
{
    // A switch over numbers may have hundreds.
    private const int MaximumBounds = 16;

    private readonly Dictionary<IOperation, ConditionKey> _conditions = [];
    private readonly HashSet<string> _looksInside = [];
    private readonly HashSet<string> _elements = [];
    private readonly Dictionary<ISymbol, List<string>> _conditionsOn = new(SymbolEqualityComparer.Default);

    // Those that ask several things at once, and of which each thing is a part.
    private readonly Dictionary<IOperation, Compound> _compounds = [];
    private readonly Dictionary<string, List<Compound>> _compoundsOf = [];

    // Those that compare one thing with several numbers.
    private readonly Dictionary<string, List<Bound>> _bounds = [];

    // The last block in which each condition is asked.
    private readonly Dictionary<object, int> _lastAsked = [];

    // Where conditions are asked whose answer may be another one without anybody in the function having done anything, in the order of the blocks.
    private readonly List<Asked> _changing = [];

    /// <param name="function">The function.</param>
    /// <param name="originals">What its variables stand for.</param>
    public ConditionIndex(FunctionGraph function, Func<Originals> originals)
    {
        List<Candidate> candidates = [];
        foreach (BasicBlock block in function.Graph.Blocks)
        {
            foreach (IOperation operation in function.OperationsIn(block))
            {
                if (operation.Type?.SpecialType != SpecialType.System_Boolean || operation is not (IBinaryOperation or IPropertyReferenceOperation or IArrayElementReferenceOperation or IInvocationOperation or IIsPatternOperation or IIsTypeOperation or IIsNullOperation { Syntax.Parent.RawKind: (int)SyntaxKind.CoalesceAssignmentExpression or (int)SyntaxKind.CoalesceExpression } or ILiteralOperation { Syntax.Parent.RawKind: (int)SyntaxKind.CoalesceExpression }))
                    continue;
                candidates.Add(new(operation, block.Ordinal));
            }
        }

        Milestones = new Milestones([.. candidates.Select(static candidate => candidate.Condition)], function, originals);
        foreach (Candidate candidate in candidates)
        {
            if (Milestones.AskedFor(candidate.Condition) is { } milestone)
                NoteAsked(milestone, candidate.Block, ImmutableArray.Create(milestone.Counter), function);
        }

        if (candidates.Count > 0)
        {
            Counters counters = new(function);
            if (candidates.Count > 1)
                AddRepeated(candidates, function, originals(), counters);
            AddCorrelated(new(function, originals(), counters), function);
        }

        AddElements(function);
    }

    /// <summary>The numbers that the function asks for in loops that count.</summary>
    public Milestones Milestones { get; }

    /// <summary>What loops ask before their first round.</summary>
    public FirstRounds FirstRounds { get; } = new();

    /// <summary>The tries that loops count.</summary>
    public RunOut RunOut { get; } = new();

    /// <summary>The conditions of which it is not known how they go together.</summary>
    public CorrelatedConditions? Correlated { get; private set; }

    /// <summary>The elements that a callee may make name another object, as keys of facts.</summary>
    public IReadOnlyCollection<string> Elements => _elements;

    /// <returns>Null for a condition that is tested only once, or may come out another way each time.</returns>
    public ConditionKey? Find(IOperation operation) => _conditions.TryGetValue(operation, out ConditionKey? key) ? key : null;

    /// <summary>Whether something is known of another condition once this one has come out.</summary>
    public bool Tells(IOperation operation) => _conditions.ContainsKey(operation) || _compounds.ContainsKey(operation);

    /// <summary>How the condition comes out, as far as it came out before or that follows from how others did; null where that is not known.</summary>
    public bool? Known(IOperation operation, Facts facts)
    {
        if (_compounds.Count > 0 && _compounds.TryGetValue(operation, out Compound? compound) && (facts[compound.Key].AsBoolean() ?? compound.FromParts(part => Known(part, facts))) is { } areAllTrue)
            return areAllTrue ^ compound.IsNegated;
        return Find(operation) is { } key ? Known(key, facts) : null;
    }

    private bool? Known(ConditionKey key, Facts facts)
        => (facts[key.Text].AsBoolean() ?? (_bounds.TryGetValue(key.Text, out List<Bound>? bounds) ? FromOthers(key.Text, bounds, facts) : null)) ^ key.IsNegated;

    /// <summary>What is known once a condition has come out: of those of which it is a part, and of its own parts; null where it cannot have come out so.</summary>
    public Facts? Tell(IOperation operation, bool truth, Facts facts)
    {
        ConditionKey? key = Find(operation);
        if (key is not null)
            facts = facts.With(key.Text, Value.Of(truth ^ key.IsNegated));
        if (_compounds.Count == 0)
            return facts;
        if (_compounds.TryGetValue(operation, out Compound? compound))
        {
            if (compound.Conclude(facts.With(compound.Key, Value.Of(truth ^ compound.IsNegated))) is not { } concluded)
                return null;
            facts = concluded;
            foreach (ConditionKey part in compound.Parts)
            {
                if (TellOthers(part.Text, facts) is not { } told || IsImpossible(part.Text, told))
                    return null;
                facts = told;
            }
        }

        return key is null ? facts : TellOthers(key.Text, facts);
    }

    /// <summary>Whether no number is left that what is compared could be.</summary>
    private bool IsImpossible(string key, Facts facts) => _bounds.TryGetValue(key, out List<Bound>? bounds) && LeftBy(bounds, facts) is var (least, most) && least > most;

    private Facts? TellOthers(string part, Facts facts)
    {
        if (!_compoundsOf.TryGetValue(part, out List<Compound>? compounds))
            return facts;
        foreach (Compound compound in compounds)
        {
            if (compound.Conclude(facts) is not { } concluded)
                return null;
            facts = concluded;
        }

        return facts;
    }

    private static bool? FromOthers(string key, List<Bound> bounds, Facts facts)
    {
        (long least, long most) = LeftBy(bounds, facts);
        Bound asked = bounds.Find(bound => bound.Key == key);
        return !asked.IsEquality ? (most < asked.Number ? true : least >= asked.Number ? false : null)
            : asked.Number < least || asked.Number > most ? false
            : least == most ? true : null;
    }

    /// <summary>The least and the most that what is compared can be, by all that is known of it.</summary>
    private static (long Least, long Most) LeftBy(List<Bound> bounds, Facts facts)
    {
        (long least, long most) = (long.MinValue, long.MaxValue);
        HashSet<long>? others = null;
        foreach (Bound bound in bounds)
        {
            switch ((bound.IsEquality, facts[bound.Key].AsBoolean()))
            {
                case (false, true):
                    most = Math.Min(most, bound.Number - 1);
                    break;
                case (false, false):
                    least = Math.Max(least, bound.Number);
                    break;
                case (true, true):
                    (least, most) = (bound.Number, bound.Number);
                    break;
                case (true, false):
                    (others ??= []).Add(bound.Number);
                    break;
            }
        }

        while (others?.Contains(least) == true)
            least++;
        while (others?.Contains(most) == true)
            most--;
        return (least, most);
    }

    /// <summary>The conditions that assigning to the variable, or to the member, makes unknown.</summary>
    public IEnumerable<string> On(ISymbol symbol) => _conditionsOn.TryGetValue(symbol, out List<string>? keys) ? keys : [];

    /// <summary>Forgets the conditions that assigning to the variable, or to the member, makes unknown.</summary>
    public Facts ForgetOn(ISymbol symbol, Facts facts) => !facts.IsEmpty && _conditionsOn.TryGetValue(symbol, out List<string>? keys) ? facts.Without(keys) : facts;

    /// <summary>Whether a condition of the text is asked more than once, or a part of one is.</summary>
    public bool IsAsked(string text) => _lastAsked.ContainsKey(text);

    /// <summary>Forgets the conditions that read the element.</summary>
    /// <param name="element">What the element is known by.</param>
    /// <param name="facts">What is known.</param>
    public Facts ForgetOfElement(ConditionKey element, Facts facts)
    {
        foreach (ISymbol symbol in element.Symbols)
        {
            if (symbol is not (ITypeSymbol or IPropertySymbol { IsIndexer: true }))
                continue;
            foreach (string key in On(symbol))
            {
                if (ConditionKey.Mentions(key, element.Text))
                    facts = facts.With(key, Value.Unknown);
            }
        }

        return facts;
    }

    /// <summary>Forgets the conditions that read a member of what the variable refers to: whoever is given it may change them.</summary>
    public Facts ForgetInside(ISymbol variable, Facts facts)
    {
        if (facts.IsEmpty || !_conditionsOn.TryGetValue(variable, out List<string>? keys))
            return facts;
        foreach (string key in keys)
        {
            if (_looksInside.Contains(key))
                facts = facts.With(key, Value.Unknown);
        }

        return facts;
    }

    /// <summary>Forgets the conditions that a loop asks anew in each round, where what they read may have changed since the last one: who asks again and again waits for just that.</summary>
    /// <param name="first">The loop's first block.</param>
    /// <param name="last">Its last one.</param>
    /// <param name="facts">What is known.</param>
    public Facts ForgetChangingIn(int first, int last, Facts facts)
    {
        if (_changing.Count == 0 || facts.IsEmpty)
            return facts;
        for (int i = FirstChangingFrom(first); i < _changing.Count && _changing[i].Where.Block <= last; i++)
            facts = facts.With(_changing[i].Key.Text, Value.Unknown);
        return facts;
    }

    private int FirstChangingFrom(int block)
    {
        int low = 0;
        for (int high = _changing.Count; low < high;)
        {
            int middle = (low + high) / 2;
            if (_changing[middle].Where.Block < block)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>Forgets the conditions that no block from here on asks.</summary>
    public Facts ForgetDead(Facts facts, int block) => _lastAsked.Count == 0 || facts.IsEmpty ? facts : facts.WithoutThoseBefore(block, _lastAsked);

    private void AddRepeated(List<Candidate> candidates, FunctionGraph function, Originals originals, Counters counters)
    {
        HashSet<ISymbol>? writtenInside = null;
        Dictionary<string, List<Asked>> asked = [];
        foreach (Candidate candidate in candidates)
        {
            if (ConditionKey.Of(candidate.Condition, counters, originals) is not { } key)
                continue;
            if (!asked.TryGetValue(key.Text, out List<Asked>? same))
                asked.Add(key.Text, same = []);
            same.Add(new(candidate, key));
        }

        AddFirstRounds(candidates, function, originals, asked);
        AddCompounds(candidates, function, originals, asked);
        AddBounds(asked, function);
        foreach (KeyValuePair<string, List<Asked>> same in asked)
        {
            if (same.Value.Count == 1 && !_lastAsked.ContainsKey(same.Key))
                continue;
            writtenInside ??= new(function.Nested.SelectMany(nested => nested.Assigns), SymbolEqualityComparer.Default);
            bool isChanging = same.Value.Exists(condition => condition.Key.LooksInside || condition.Key.Symbols.Any(symbol => symbol is ITypeSymbol || IsByReference(symbol) || writtenInside.Contains(symbol)));
            foreach (Asked one in same.Value)
            {
                Add(one.Where.Condition, one.Key);
                RunOut.Add(one.Where.Condition, one.Key);
                NoteAsked(same.Key, one.Where.Block, one.Key.Symbols, function);
                if (isChanging)
                    _changing.Add(one);
            }
        }

        _changing.Sort(static (one, other) => one.Where.Block.CompareTo(other.Where.Block));
    }

    private void AddCorrelated(CorrelatedConditions correlated, FunctionGraph function)
    {
        foreach (CorrelatedConditions.Question question in correlated.All)
        {
            Correlated = correlated;
            ConditionKey key = new(question.Key, IsNegated: false, question.Own.Symbols.ToImmutableArray(), question.Own.LookInside);
            Register(key);
            foreach (CorrelatedConditions.Pair pair in question.Later)
                NoteAsked(key.Text, pair.Later.Block.Ordinal, key.Symbols, function);
        }
    }

    private void NoteAsked(object key, int block, ImmutableArray<ISymbol> variables, FunctionGraph function)
    {
        int scope = 0;
        foreach (ISymbol variable in variables)
            scope = Math.Max(scope, function.Loops.ScopeOf(variable));
        int last = function.Loops.LastFor(block, scope, static _ => false) ?? block;
        _lastAsked[key] = Math.Max(last, _lastAsked.TryGetValue(key, out int other) ? other : last);
    }

    private void AddFirstRounds(List<Candidate> candidates, FunctionGraph function, Originals originals, Dictionary<string, List<Asked>> asked)
    {
        ILookup<string, string> bounds = asked.Keys.Where(ConditionKey.IsBound).ToLookup(static key => key.Substring(0, ConditionKey.StartOfBound(key)));
        if (bounds.Count == 0)
            return;
        foreach (Candidate candidate in candidates)
        {
            foreach (string key in FirstRounds.Add(candidate.Condition, function, originals, bounds))
                NoteAsked(key, candidate.Block, asked[key][0].Key.Symbols, function);
        }
    }

    /// <summary>What is less than three is less than five, and is not six: who compares one thing with several numbers is answered by what he has heard of the others.</summary>
    private void AddBounds(Dictionary<string, List<Asked>> asked, FunctionGraph function)
    {
        foreach (IGrouping<string, string> compared in asked.Keys.Union(_compoundsOf.Keys).Where(static key => ConditionKey.ComparedIn(key) is not null).GroupBy(static key => ConditionKey.ComparedIn(key)!))
        {
            List<Bound> all = [];
            foreach (string key in compared)
            {
                if (ConditionKey.NumberIn(key) is { } number)
                    all.Add(new Bound(key, number, !ConditionKey.IsBound(key)));
            }

            if (all.Count is < 2 or > MaximumBounds)
                continue;
            foreach (Bound bound in all)
            {
                _bounds.Add(bound.Key, all);
                if (!asked.TryGetValue(bound.Key, out List<Asked>? mentions))
                    continue;
                foreach (Asked mention in mentions)
                {
                    foreach (Bound other in all)
                        NoteAsked(other.Key, mention.Where.Block, mention.Key.Symbols, function);
                }
            }
        }
    }

    private void AddCompounds(List<Candidate> candidates, FunctionGraph function, Originals originals, Dictionary<string, List<Asked>> asked)
    {
        List<Whole> found = [];
        foreach (Candidate candidate in candidates)
        {
            if (Compound.Of(candidate.Condition, originals) is { } compound)
                found.Add(new(candidate, compound));
        }

        if (found.Count == 0)
            return;

        // What compares one thing with several numbers is about one thing.
        Dictionary<string, HashSet<Candidate>> places = [];
        foreach (KeyValuePair<string, List<Asked>> same in asked)
            PlacesOf(same.Key).UnionWith(same.Value.Select(static one => one.Where));
        foreach ((Candidate where, Compound compound) in found)
        {
            foreach (ConditionKey part in compound.Parts)
                PlacesOf(part.Text).Add(where);
        }

        foreach ((Candidate where, Compound compound) in found)
        {
            Candidate[] mentions = [.. compound.Parts.SelectMany(part => PlacesOf(part.Text)).Distinct()];
            if (mentions.Length == 1)
                continue;
            _compounds.Add(where.Condition, compound);
            ImmutableArray<ISymbol> symbols = compound.Parts.SelectMany(static part => part.Symbols).ToImmutableArray();
            ConditionKey whole = new(compound.Key, IsNegated: false, symbols, compound.Parts.Any(static part => part.LooksInside));
            foreach (ConditionKey key in compound.Parts.Append(whole))
            {
                Register(key);
                foreach (Candidate mention in mentions)
                    NoteAsked(key.Text, mention.Block, symbols, function);
                if (whole.LooksInside)
                    _changing.Add(new(where, key));
            }

            foreach (ConditionKey part in compound.Parts)
            {
                if (!_compoundsOf.TryGetValue(part.Text, out List<Compound>? compounds))
                    _compoundsOf.Add(part.Text, compounds = []);
                compounds.Add(compound);
            }
        }

        HashSet<Candidate> PlacesOf(string key)
        {
            string about = ConditionKey.ComparedIn(key) ?? key;
            if (!places.TryGetValue(about, out HashSet<Candidate>? known))
                places.Add(about, known = []);
            return known;
        }
    }

    private static bool IsByReference(ISymbol symbol) => symbol is ILocalSymbol { IsRef: true } or IParameterSymbol { RefKind: not RefKind.None };

    private void AddElements(FunctionGraph function)
    {
        foreach (IOperation operation in function.Operations)
        {
            if (operation is IArgumentOperation { Parameter.RefKind: RefKind.Ref } argument && ConditionKey.OfElement(argument.Value) is { } key)
                _elements.Add(key.Text);
        }

        if (_elements.Count == 0)
            return;
        foreach (IOperation operation in function.Operations)
        {
            if (!_conditions.ContainsKey(operation) && ConditionKey.OfElement(operation) is { } key && _elements.Contains(key.Text))
                Add(operation, key);
        }
    }

    private void Add(IOperation operation, ConditionKey key)
    {
        _conditions.Add(operation, key);
        Register(key);
    }

    private void Register(ConditionKey key)
    {
        if (key.LooksInside)
            _looksInside.Add(key.Text);
        foreach (ISymbol symbol in key.Symbols)
        {
            if (!_conditionsOn.TryGetValue(symbol, out List<string>? keys))
                _conditionsOn.Add(symbol, keys = []);
            if (!keys.Contains(key.Text))
                keys.Add(key.Text);
        }
    }

    /// <summary>What may be a condition, and the block that it stands in.</summary>
    private sealed record Candidate(IOperation Condition, int Block);

    private sealed record Asked(Candidate Where, ConditionKey Key);

    private sealed record Whole(Candidate Where, Compound Compound);

    /// <summary>A condition that asks whether something is less than a number, or is the number.</summary>
    private sealed record Bound(string Key, long Number, bool IsEquality);
}
