using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// Follows the ways through one function, for questions about the order of steps. Each way is in a phase; ways on which a condition would have to come
/// out both true and false are not followed. Exceptions are not followed either.
/// </summary>
internal sealed class Ways
{
    /// <summary>The phase of a way that nobody asks about any more.</summary>
    public const int Ended = -1;

    private const int MaximumWaysPerBlock = 32;

    private readonly GraphIndex _index;
    private readonly ImmutableArray<IOperation>[] _steps;

    public Ways(GraphIndex index)
    {
        _index = index;
        _steps = [.. index.Graph.Blocks.Select(StepsOf)];
    }

    /// <summary>Follows all ways from the function's entry, which is phase 0.</summary>
    /// <param name="step">The phase that an operation leads to, operands before their operation.</param>
    /// <param name="branch">The phase that a condition leads to when it comes out one way.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>Whether every way was followed; what was found is not to be trusted otherwise.</returns>
    public bool Follow(Func<int, IOperation, int> step, Func<int, IOperation, bool, int> branch, CancellationToken cancellation)
    {
        ImmutableArray<BasicBlock> blocks = _index.Graph.Blocks;
        HashSet<string>[] seen = [.. blocks.Select(_ => new HashSet<string>())];
        Stack<Way> open = new();
        open.Push(new Way(0, 0, ImmutableSortedDictionary<string, bool>.Empty));
        while (open.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            Way way = open.Pop();
            if (!seen[way.Block].Add(way.Signature))
                continue;
            if (seen[way.Block].Count > MaximumWaysPerBlock)
                return false;

            BasicBlock block = blocks[way.Block];
            way = Take(way, _steps[way.Block], step);
            if (way.Phase == Ended)
                continue;
            if (block.ConditionKind == ControlFlowConditionKind.None)
            {
                Leave(way, block.FallThroughSuccessor, step, open);
                continue;
            }

            bool jumpsWhen = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
            Choose(way, block, block.ConditionalSuccessor, jumpsWhen);
            Choose(way, block, block.FallThroughSuccessor, !jumpsWhen);
        }

        return true;

        void Choose(Way way, BasicBlock block, ControlFlowBranch? successor, bool outcome)
        {
            (IOperation condition, bool comesOut) = Positive(block.BranchValue!, outcome);
            if (KeyOf(condition) is { } key)
            {
                bool known = comesOut ^ key.IsNegated;
                if (way.Facts.TryGetValue(key.Text, out bool fact) && fact != known)
                    return;
                way = way with { Facts = way.Facts.SetItem(key.Text, known) };
            }

            way = way with { Phase = branch(way.Phase, condition, comesOut) };
            if (way.Phase != Ended)
                Leave(way, successor, step, open);
        }
    }

    private void Leave(Way way, ControlFlowBranch? successor, Func<int, IOperation, int> step, Stack<Way> open)
    {
        if (successor is null)
            return;
        foreach (ControlFlowRegion region in successor.FinallyRegions)
        {
            for (int ordinal = region.FirstBlockOrdinal; ordinal <= region.LastBlockOrdinal && way.Phase != Ended; ordinal++)
                way = Take(way, _steps[ordinal], step);
        }

        if (way.Phase != Ended && successor.Destination is { } destination)
            open.Push(way with { Block = destination.Ordinal });
    }

    private Way Take(Way way, ImmutableArray<IOperation> steps, Func<int, IOperation, int> step)
    {
        foreach (IOperation operation in steps)
        {
            int phase = step(way.Phase, operation);
            if (phase == Ended)
                return way with { Phase = Ended };
            way = way with { Phase = phase };
            if (!way.Facts.IsEmpty && Assignment.IsTarget(operation))
                way = way with { Facts = WithoutThoseOn(operation, way.Facts) };
            else if (operation is IFlowCaptureOperation { Value: { ConstantValue: { HasValue: true, Value: bool truth } } } capture)
                way = way with { Facts = way.Facts.SetItem(NameOf(capture.Id), truth) };
            else if (operation is ISimpleAssignmentOperation { IsRef: false, Target: ILocalReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } } assignment)
                way = way with { Facts = WithAssigned(assignment, way.Facts) };
        }

        return way;
    }

    /// <summary>What <c>a &amp;&amp; b</c> came to without <c>b</c> is false whatever <c>b</c> is, and so is the variable that is given it, or one that is given that.</summary>
    private ImmutableSortedDictionary<string, bool> WithAssigned(ISimpleAssignmentOperation assignment, ImmutableSortedDictionary<string, bool> facts)
    {
        string variable = Originals.NameOf(((ILocalReferenceOperation)assignment.Target).Local);
        (IOperation value, bool affirmed) = Positive(Conversions.InsideBuiltIn(assignment.Value), true);
        if (value.ConstantValue is { HasValue: true, Value: bool truth })
            return facts.SetItem(variable, truth == affirmed);
        string? name = _index.Originals.VariableOf(value) is { } other ? Originals.NameOf(other) : value is IFlowCaptureReferenceOperation { Id: var id } ? NameOf(id) : null;
        if (name is null || !facts.TryGetValue(name, out bool known))
            return facts;
        return (value is IFlowCaptureReferenceOperation ? facts.Remove(name) : facts).SetItem(variable, known == affirmed);
    }

    private static string NameOf(CaptureId capture) => $"#{capture.GetHashCode()}";

    private ImmutableSortedDictionary<string, bool> WithoutThoseOn(IOperation target, ImmutableSortedDictionary<string, bool> facts)
    {
        ISymbol? symbol = _index.Function.VariableOf(target) ?? (target as IMemberReferenceOperation)?.Member;
        return symbol is null ? facts : facts.Remove(Originals.NameOf(symbol)).RemoveRange(_index.Conditions.On(symbol));
    }

    /// <summary>What is asked in the end, by whatever name and however often it is turned round, and how that comes out.</summary>
    private (IOperation Condition, bool Outcome) Positive(IOperation condition, bool outcome)
    {
        while (true)
        {
            switch (condition)
            {
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not:
                    (condition, outcome) = (not.Operand, !outcome);
                    break;
                case IParenthesizedOperation parenthesized:
                    condition = parenthesized.Operand;
                    break;
                case ILocalReferenceOperation when _index.Originals.Of(condition) is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not:
                    (condition, outcome) = (not.Operand, !outcome);
                    break;
                default:
                    return (condition, outcome);
            }
        }
    }

    /// <summary>What a condition is known by to those that follow the ways.</summary>
    public IOperation Affirmed(IOperation condition) => Positive(condition, true).Condition;

    private (string Text, bool IsNegated)? KeyOf(IOperation condition)
    {
        if (_index.Originals.VariableOf(condition) is { } variable)
            return (Originals.NameOf(variable), false);
        if (condition is IFlowCaptureReferenceOperation { Id: var id })
            return (NameOf(id), false);
        return _index.Conditions.Find(condition) is { } key ? (key.Text, key.IsNegated) : null;
    }

    private static ImmutableArray<IOperation> StepsOf(BasicBlock block)
    {
        ImmutableArray<IOperation>.Builder steps = ImmutableArray.CreateBuilder<IOperation>();
        foreach (IOperation root in block.Operations)
            AddInOrder(root, steps);
        if (block.BranchValue is { } value)
            AddInOrder(value, steps);
        return steps.ToImmutable();
    }

    // A pre-order from right to left, turned round: operands before their operation, without recursion.
    private static void AddInOrder(IOperation root, ImmutableArray<IOperation>.Builder steps)
    {
        Stack<IOperation> open = new();
        List<IOperation> reversed = [];
        open.Push(root);
        while (open.Count > 0)
        {
            IOperation operation = open.Pop();
            reversed.Add(operation);
            foreach (IOperation child in operation.ChildOperations)
                open.Push(child);
        }

        reversed.Reverse();
        steps.AddRange(reversed);
    }

    private readonly record struct Way(int Block, int Phase, ImmutableSortedDictionary<string, bool> Facts)
    {
        public string Signature
        {
            get
            {
                StringBuilder text = new();
                text.Append(Phase);
                foreach (KeyValuePair<string, bool> fact in Facts)
                    text.Append(';').Append(fact.Key).Append('=').Append(fact.Value);
                return text.ToString();
            }
        }
    }
}
