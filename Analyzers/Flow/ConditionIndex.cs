using System.Collections.Immutable;
using System.Globalization;
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

    // Finds where those of the next block begin.
    private static readonly IComparer<(int Block, string Key)> AfterBlock = Comparer<(int Block, string Key)>.Create(static (one, other) => one.Block <= other.Block ? -1 : 1);

    private static readonly IComparer<(int Block, string Key)> ByBlock = Comparer<(int Block, string Key)>.Create(static (one, other) => one.Block.CompareTo(other.Block));

    private readonly Dictionary<IOperation, ConditionKey> _conditions = [];
    private readonly HashSet<string> _looksInside = [];
    private readonly HashSet<string> _elements = [];
    private readonly Dictionary<ISymbol, List<string>> _conditionsOn = new(SymbolEqualityComparer.Default);

    // Those that ask several things at once, and of which each thing is a part.
    private readonly Dictionary<IOperation, Compound> _compounds = [];
    private readonly Dictionary<string, List<Compound>> _compoundsOf = [];

    // Those that ask one thing with several bounds.
    private readonly Dictionary<string, List<Bound>> _bounds = [];

    // The last block in which each condition is asked.
    private readonly Dictionary<object, int> _lastAsked = [];

    // Where conditions are asked whose answer may be another one without anybody in the function having done anything, in the order of the blocks.
    private readonly List<(int Block, string Key)> _changing = [];

    /// <param name="function">The function.</param>
    /// <param name="originals">What its variables stand for.</param>
    public ConditionIndex(FunctionGraph function, Func<Originals> originals)
    {
        List<IOperation> candidates = [];
        List<int> blocks = [];
        foreach (BasicBlock block in function.Graph.Blocks)
        {
            foreach (IOperation operation in function.OperationsIn(block))
            {
                if (operation.Type?.SpecialType != SpecialType.System_Boolean || operation is not (IBinaryOperation or IPropertyReferenceOperation or IInvocationOperation or IIsPatternOperation or IIsTypeOperation or ILiteralOperation { Syntax.Parent.RawKind: (int)SyntaxKind.CoalesceExpression }))
                    continue;
                candidates.Add(operation);
                blocks.Add(block.Ordinal);
            }
        }

        Milestones = new Milestones(candidates, function);
        for (int i = 0; i < candidates.Count; i++)
        {
            if (Milestones.AskedFor(candidates[i]) is { } milestone)
                NoteAsked(milestone, blocks[i], ImmutableArray.Create(milestone.Counter), function);
        }

        if (candidates.Count > 1)
            AddRepeated(candidates, blocks, function, originals());
        AddElements(function);
    }

    /// <summary>The numbers that the function asks for in loops that count.</summary>
    public Milestones Milestones { get; }

    /// <summary>What loops ask before their first round.</summary>
    public FirstRounds FirstRounds { get; } = new();

    /// <summary>The tries that loops count.</summary>
    public RunOut RunOut { get; } = new();

    /// <summary>The elements that a callee may make name another object, as keys of facts.</summary>
    public IReadOnlyCollection<string> Elements => _elements;

    /// <returns>Null for a condition that is tested only once, or may come out another way each time.</returns>
    public ConditionKey? Find(IOperation operation) => _conditions.TryGetValue(operation, out ConditionKey? key) ? key : null;

    /// <summary>How the condition comes out, as far as it came out before or that follows from how others did; null where that is not known.</summary>
    public bool? Known(IOperation operation, Facts facts)
    {
        if (_compounds.Count > 0 && _compounds.TryGetValue(operation, out Compound? compound) && (facts[compound.Key].AsBoolean() ?? compound.FromParts(facts)) is { } areAllTrue)
            return areAllTrue ^ compound.IsNegated;
        if (Find(operation) is not { } key)
            return null;
        bool? known = facts[key.Text].AsBoolean() ?? (_bounds.TryGetValue(key.Text, out List<Bound>? bounds) ? FromOthers(key.Text, bounds, facts) : null);
        return known ^ key.IsNegated;
    }

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
                if (TellOthers(part.Text, facts) is not { } told)
                    return null;
                facts = told;
            }
        }

        return key is null ? facts : TellOthers(key.Text, facts);
    }

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
        long limit = bounds.Find(bound => bound.Key == key).Number;
        foreach (Bound other in bounds)
        {
            if (facts[other.Key].AsBoolean() is { } isLess && (isLess ? other.Number <= limit : other.Number >= limit))
                return isLess;
        }

        return null;
    }

    /// <summary>The conditions that assigning to the variable, or to the member, makes unknown.</summary>
    public IEnumerable<string> On(ISymbol symbol) => _conditionsOn.TryGetValue(symbol, out List<string>? keys) ? keys : [];

    /// <summary>Forgets the conditions that assigning to the variable, or to the member, makes unknown.</summary>
    public Facts ForgetOn(ISymbol symbol, Facts facts) => !facts.IsEmpty && _conditionsOn.TryGetValue(symbol, out List<string>? keys) ? facts.Without(keys) : facts;

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
        int place = _changing.BinarySearch((first - 1, string.Empty), AfterBlock);
        for (int i = ~place; i < _changing.Count && _changing[i].Block <= last; i++)
            facts = facts.With(_changing[i].Key, Value.Unknown);
        return facts;
    }

    /// <summary>Forgets the conditions that no block from here on asks.</summary>
    public Facts ForgetDead(Facts facts, int block) => _lastAsked.Count == 0 || facts.IsEmpty ? facts : facts.WithoutThoseBefore(block, _lastAsked);

    private void AddRepeated(List<IOperation> candidates, List<int> blocks, FunctionGraph function, Originals originals)
    {
        Counters counters = new(function);
        HashSet<ISymbol>? writtenInside = null;
        Dictionary<string, List<(int Candidate, ConditionKey Key)>> asked = [];
        for (int i = 0; i < candidates.Count; i++)
        {
            if (ConditionKey.Of(candidates[i], counters, originals) is not { } key)
                continue;
            if (!asked.TryGetValue(key.Text, out List<(int, ConditionKey)>? same))
                asked.Add(key.Text, same = []);
            same.Add((i, key));
        }

        AddFirstRounds(candidates, blocks, function, originals, asked);
        AddCompounds(candidates, blocks, function, originals, asked);
        AddBounds(asked, blocks, function);
        foreach (KeyValuePair<string, List<(int Candidate, ConditionKey Key)>> same in asked)
        {
            if (same.Value.Count == 1 && !_lastAsked.ContainsKey(same.Key))
                continue;
            writtenInside ??= new(function.Nested.SelectMany(nested => nested.Assigns), SymbolEqualityComparer.Default);
            bool isChanging = same.Value.Exists(condition => condition.Key.LooksInside || condition.Key.Symbols.Any(symbol => IsByReference(symbol) || writtenInside.Contains(symbol)));
            foreach ((int candidate, ConditionKey key) in same.Value)
            {
                Add(candidates[candidate], key);
                RunOut.Add(candidates[candidate], key);
                NoteAsked(same.Key, blocks[candidate], key.Symbols, function);
                if (isChanging)
                    _changing.Add((blocks[candidate], same.Key));
            }
        }

        _changing.Sort(ByBlock);
    }

    private void NoteAsked(object key, int block, ImmutableArray<ISymbol> variables, FunctionGraph function)
    {
        int scope = 0;
        foreach (ISymbol variable in variables)
            scope = Math.Max(scope, function.Loops.ScopeOf(variable));
        int last = function.Loops.LastFor(block, scope, static _ => false) ?? block;
        _lastAsked[key] = Math.Max(last, _lastAsked.TryGetValue(key, out int other) ? other : last);
    }

    private void AddFirstRounds(List<IOperation> candidates, List<int> blocks, FunctionGraph function, Originals originals, Dictionary<string, List<(int Candidate, ConditionKey Key)>> asked)
    {
        ILookup<string, string> bounds = asked.Keys.Where(IsBound).ToLookup(static key => key.Substring(0, EndOfLess(key)));
        if (bounds.Count == 0)
            return;
        for (int i = 0; i < candidates.Count; i++)
        {
            foreach (string key in FirstRounds.Add(candidates[i], function, originals, bounds))
                NoteAsked(key, blocks[i], asked[key][0].Key.Symbols, function);
        }
    }

    /// <summary>What is less than three is less than five: who asks one thing with several bounds is answered by what he has heard of the others.</summary>
    private void AddBounds(Dictionary<string, List<(int Candidate, ConditionKey Key)>> asked, List<int> blocks, FunctionGraph function)
    {
        foreach (IGrouping<string, string> bounds in asked.Keys.Union(_compoundsOf.Keys).Where(IsBound).GroupBy(static key => key.Substring(0, EndOfLess(key))))
        {
            List<Bound> all = [];
            foreach (string key in bounds)
            {
                if (long.TryParse(key.Substring(EndOfLess(key) + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
                    all.Add(new Bound(key, number));
            }

            if (all.Count is < 2 or > MaximumBounds)
                continue;
            foreach (Bound bound in all)
            {
                _bounds.Add(bound.Key, all);
                if (!asked.TryGetValue(bound.Key, out List<(int Candidate, ConditionKey Key)>? mentions))
                    continue;
                foreach ((int candidate, ConditionKey key) in mentions)
                {
                    foreach (Bound other in all)
                        NoteAsked(other.Key, blocks[candidate], key.Symbols, function);
                }
            }
        }
    }

    private void AddCompounds(List<IOperation> candidates, List<int> blocks, FunctionGraph function, Originals originals, Dictionary<string, List<(int Candidate, ConditionKey Key)>> asked)
    {
        List<(int Candidate, Compound Compound)> found = [];
        for (int i = 0; i < candidates.Count; i++)
        {
            if (Compound.Of(candidates[i], originals) is { } compound)
                found.Add((i, compound));
        }

        if (found.Count == 0)
            return;
        ILookup<string, int> places = found.SelectMany(static one => one.Compound.Parts, static (one, part) => (part.Text, one.Candidate))
            .Concat(asked.SelectMany(static same => same.Value, static (same, one) => (Text: same.Key, one.Candidate)))
            .ToLookup(static place => place.Text, static place => place.Candidate);
        foreach ((int candidate, Compound compound) in found)
        {
            int[] mentions = [.. compound.Parts.SelectMany(part => places[part.Text]).Distinct()];
            if (mentions.Length == 1)
                continue;
            _compounds.Add(candidates[candidate], compound);
            ImmutableArray<ISymbol> symbols = compound.Parts.SelectMany(static part => part.Symbols).ToImmutableArray();
            ConditionKey whole = new(compound.Key, IsNegated: false, symbols, compound.Parts.Any(static part => part.LooksInside));
            foreach (ConditionKey key in compound.Parts.Append(whole))
            {
                Register(key);
                foreach (int mention in mentions)
                    NoteAsked(key.Text, blocks[mention], symbols, function);
                if (whole.LooksInside)
                    _changing.Add((blocks[candidate], key.Text));
            }

            foreach (ConditionKey part in compound.Parts)
            {
                if (!_compoundsOf.TryGetValue(part.Text, out List<Compound>? compounds))
                    _compoundsOf.Add(part.Text, compounds = []);
                compounds.Add(compound);
            }
        }
    }

    private static bool IsBound(string key) => EndOfLess(key) > 0 && key.IndexOf('#', EndOfLess(key) + 1) < 0;

    private static int EndOfLess(string key) => key.LastIndexOf(Comparison.Less + "#", StringComparison.Ordinal) + 1;

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
            if (ConditionKey.OfElement(operation) is { } key && _elements.Contains(key.Text))
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

    /// <summary>A condition that asks whether something is less than a number.</summary>
    private readonly record struct Bound(string Key, long Number);
}
