using System.Collections.Immutable;
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
    private const int MaximumConditions = 64;

    private readonly GraphIndex _index;
    private readonly ImmutableArray<IOperation>[] _steps;
    private readonly Condition?[] _conditions;
    private readonly Dictionary<string, int> _bits = [];

    public Ways(GraphIndex index)
    {
        _index = index;
        _steps = [.. index.Graph.Blocks.Select(StepsOf)];
        _conditions = [.. index.Graph.Blocks.Select(ConditionOf)];
    }

    /// <summary>Follows all ways from the function's entry, which is phase 0.</summary>
    /// <param name="step">The phase that an operation leads to, operands before their operation.</param>
    /// <param name="branch">The phase that a condition leads to when it comes out one way.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>Whether every way was followed; what was found is not to be trusted otherwise.</returns>
    public bool Follow(Func<int, IOperation, int> step, Func<int, IOperation, bool, int> branch, CancellationToken cancellation)
    {
        ImmutableArray<BasicBlock> blocks = _index.Graph.Blocks;
        HashSet<Way>[] seen = [.. blocks.Select(_ => new HashSet<Way>())];
        Stack<Way> open = new();
        open.Push(new Way(0, 0, default));
        while (open.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            Way way = open.Pop();
            if (!seen[way.Block].Add(way))
                continue;
            if (seen[way.Block].Count > MaximumWaysPerBlock)
                return false;

            BasicBlock block = blocks[way.Block];
            int phase = way.Phase;
            Known known = way.Known;
            Take(_steps[way.Block], step, ref phase, ref known);
            if (phase == Ended)
                continue;
            if (_conditions[way.Block] is not { } condition)
            {
                Leave(block.FallThroughSuccessor, phase, known, step, open);
                continue;
            }

            bool jumpsWhen = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
            Choose(condition, jumpsWhen, block.ConditionalSuccessor, phase, known);
            Choose(condition, !jumpsWhen, block.FallThroughSuccessor, phase, known);
        }

        return true;

        void Choose(Condition condition, bool outcome, ControlFlowBranch? successor, int phase, Known known)
        {
            bool comesOut = outcome ^ condition.IsNot;
            if (!known.TryLearn(condition.Bit, comesOut ^ condition.IsNegatedKey))
                return;
            phase = branch(phase, condition.Operation, comesOut);
            if (phase != Ended)
                Leave(successor, phase, known, step, open);
        }
    }

    private void Leave(ControlFlowBranch? successor, int phase, Known known, Func<int, IOperation, int> step, Stack<Way> open)
    {
        if (successor is null)
            return;
        foreach (ControlFlowRegion region in successor.FinallyRegions)
        {
            for (int ordinal = region.FirstBlockOrdinal; ordinal <= region.LastBlockOrdinal && phase != Ended; ordinal++)
                Take(_steps[ordinal], step, ref phase, ref known);
        }

        if (phase != Ended && successor.Destination is { } destination)
            open.Push(new Way(destination.Ordinal, phase, known));
    }

    private void Take(ImmutableArray<IOperation> steps, Func<int, IOperation, int> step, ref int phase, ref Known known)
    {
        foreach (IOperation operation in steps)
        {
            phase = step(phase, operation);
            if (phase == Ended)
                return;
            if (!known.IsNothing && Assignment.IsTarget(operation))
                ForgetThoseOn(operation, ref known);
            else if (operation is IFlowCaptureOperation capture && capture.Value.Type?.SpecialType == SpecialType.System_Boolean)
                Remember(NameOf(capture.Id), TruthOf(capture.Value, known), ref known);
            else if (operation is ISimpleAssignmentOperation { IsRef: false, Type.SpecialType: SpecialType.System_Boolean } assignment && _index.Function.VariableOf(assignment.Target) is ILocalSymbol local)
                Remember(Originals.NameOf(local), TruthOf(Conversions.InsideBuiltIn(assignment.Value), known), ref known);
        }
    }

    /// <summary>What <c>a &amp;&amp; b</c> came to without <c>b</c> is false whatever <c>b</c> is, and so is the variable that is given it, or one that is given that.</summary>
    private bool? TruthOf(IOperation value, Known known)
    {
        bool isNot = false;
        value = Affirmed(value, ref isNot);
        if (value.ConstantValue is { HasValue: true, Value: bool truth })
            return truth ^ isNot;
        return NameOf(value) is { } name && _bits.TryGetValue(name, out int bit) ? known.At(bit) ^ isNot : null;
    }

    private void Remember(string key, bool? outcome, ref Known known)
    {
        if (outcome is null)
            Forget(key, ref known);
        else if (BitOf(key) is { } bit)
            known.Set(bit, outcome.Value);
    }

    /// <summary>What a truth is known by that is kept in a variable or in a capture; null for any other.</summary>
    private string? NameOf(IOperation kept)
        => _index.Originals.VariableOf(kept) is { } variable ? Originals.NameOf(variable) : kept is IFlowCaptureReferenceOperation { Id: var id } ? NameOf(id) : null;

    private static string NameOf(CaptureId capture) => $"#{capture.GetHashCode()}";

    private void ForgetThoseOn(IOperation target, ref Known known)
    {
        if ((_index.Function.VariableOf(target) ?? (target as IMemberReferenceOperation)?.Member) is not { } symbol)
            return;
        Forget(Originals.NameOf(symbol), ref known);
        foreach (string key in _index.Conditions.On(symbol))
            Forget(key, ref known);
    }

    private void Forget(string key, ref Known known)
    {
        if (_bits.TryGetValue(key, out int bit))
            known.Forget(bit);
    }

    private Condition? ConditionOf(BasicBlock block)
    {
        if (block.ConditionKind == ControlFlowConditionKind.None || block.BranchValue is not { } value)
            return null;
        bool isNot = false;
        value = Affirmed(value, ref isNot);
        (string? key, bool isNegatedKey) = KeyOf(value);
        return new Condition(value, isNot, BitOf(key), isNegatedKey);
    }

    /// <summary>What a condition is known by to those that follow the ways.</summary>
    public IOperation Affirmed(IOperation condition)
    {
        bool isNot = false;
        return Affirmed(condition, ref isNot);
    }

    /// <summary>What is asked in the end, by whatever name and however often it is turned round.</summary>
    private IOperation Affirmed(IOperation condition, ref bool isNot)
    {
        while (true)
        {
            condition = Negations.Inside(condition, ref isNot);
            if (condition is not ILocalReferenceOperation || _index.Originals.Of(condition) is not IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not)
                return condition;
            condition = not;
        }
    }

    private (string? Text, bool IsNegated) KeyOf(IOperation condition)
    {
        if (NameOf(condition) is { } name)
            return (name, false);
        return _index.Conditions.Find(condition) is { } key ? (key.Text, key.IsNegated) : (null, false);
    }

    private int? BitOf(string? key)
    {
        if (key is null)
            return null;
        if (_bits.TryGetValue(key, out int known))
            return known;
        if (_bits.Count == MaximumConditions)
            return null;
        int bit = _bits.Count;
        _bits.Add(key, bit);
        return bit;
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

    /// <summary>What a block branches on, without the negations around it.</summary>
    /// <param name="Operation">The condition.</param>
    /// <param name="IsNot">Whether the block branches on its negation.</param>
    /// <param name="Bit">Where its outcome is remembered; null when it may come out another way each time.</param>
    /// <param name="IsNegatedKey">Whether what is remembered is its negation.</param>
    private sealed record Condition(IOperation Operation, bool IsNot, int? Bit, bool IsNegatedKey);

    private sealed record Way(int Block, int Phase, Known Known);

    /// <summary>The outcomes of conditions, a bit for each.</summary>
    private record struct Known(ulong Conditions, ulong Outcomes)
    {
        public readonly bool IsNothing => Conditions == 0;

        public readonly bool? At(int bit) => (Conditions & (1UL << bit)) == 0 ? null : (Outcomes & (1UL << bit)) != 0;

        /// <returns>Whether that can be: a condition that came out the other way before cannot.</returns>
        public bool TryLearn(int? bit, bool outcome)
        {
            if (bit is not { } place)
                return true;
            if (At(place) is { } before)
                return before == outcome;
            Set(place, outcome);
            return true;
        }

        public void Set(int bit, bool outcome)
        {
            Forget(bit);
            Conditions |= 1UL << bit;
            if (outcome)
                Outcomes |= 1UL << bit;
        }

        public void Forget(int bit)
        {
            Conditions &= ~(1UL << bit);
            Outcomes &= ~(1UL << bit);
        }
    }
}
