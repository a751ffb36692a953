using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// The conditions that ask about the same variables in words of which nobody here can say how they go together, as <c>offset + length &gt; size</c> and <c>length &gt; size - offset</c>. Where something is
/// done under the first, and ways with and without it come to the second, whoever asks that may well mean the same.
/// </summary>
internal sealed class CorrelatedConditions
{
    // Of more nobody compares each with each.
    private const int MaximumConditions = 48;

    private readonly Dictionary<IOperation, Question> _questions = [];

    /// <param name="function">The function.</param>
    /// <param name="originals">What its variables stand for.</param>
    /// <param name="counters">The variables that it counts by.</param>
    public CorrelatedConditions(FunctionGraph function, Originals originals, Counters counters)
    {
        List<Question> questions = QuestionsIn(function, originals);
        for (int i = 1; i < questions.Count; i++)
        {
            Question later = questions[i];
            HashSet<int>? leading = null;
            for (int j = 0; j < i; j++)
            {
                Question former = questions[j];
                if (!former.Whole.AreOfSame(later.Whole) || AreCompared(former, later, originals, counters))
                    continue;
                leading ??= BlocksThatLeadTo(later.Block, function.Graph);
                if (!leading.Contains(former.Block.FallThroughSuccessor!.Destination!.Ordinal) || !leading.Contains(former.Block.ConditionalSuccessor!.Destination!.Ordinal))
                    continue;
                ImmutableArray<IOperation> calls = CallsUnder(former, function, leading);
                if (!calls.IsEmpty)
                    Add(new(former, later, calls));
            }
        }
    }

    /// <summary>Those that may mean the same as another one.</summary>
    public IEnumerable<Question> All => _questions.Values;

    /// <returns>Null for a condition that goes together with no other one, or only as it is known to.</returns>
    /// <param name="condition">What a block branches by.</param>
    public Question? Find(IOperation condition) => _questions.Count > 0 && _questions.TryGetValue(condition, out Question? question) ? question : null;

    private void Add(Pair pair)
    {
        pair.Former.Later.Add(pair);
        pair.Later.Former.Add(pair);
        _questions[pair.Former.Condition] = pair.Former;
        _questions[pair.Later.Condition] = pair.Later;
    }

    private static List<Question> QuestionsIn(FunctionGraph function, Originals originals)
    {
        List<Question> questions = [];
        Dictionary<SyntaxNode, ConditionTerms> wholes = [];
        foreach (BasicBlock block in function.Graph.Blocks)
        {
            if (block is not { ConditionKind: not ControlFlowConditionKind.None, BranchValue: { } condition, FallThroughSuccessor.Destination: not null, ConditionalSuccessor.Destination: not null } || WholeOf(condition.Syntax) is not { } whole)
                continue;

            bool truth = true;
            IOperation asked = Negations.Inside(originals.Of(Negations.Inside(condition, ref truth)), ref truth);
            ConditionTerms own = new();
            if (!own.Add(asked, function, originals) || own.AreEmpty || AsksForNull(asked))
                continue;

            // What stands behind "and" or "or" is one question with what stands before.
            if (!wholes.TryGetValue(whole, out ConditionTerms? terms))
                wholes.Add(whole, terms = ConditionTerms.In(whole, function, originals));
            questions.Add(new(condition, asked, block, own, whole == condition.Syntax ? own : terms));
            if (questions.Count > MaximumConditions)
                return [];
        }

        return questions;
    }

    private static bool AsksForNull(IOperation condition)
        => (NullTests.TestedIn(condition, out _) is not null || condition is IPropertyReferenceOperation { Property.Name: "HasValue" })
            && !condition.DescendantsAndSelf().Any(static part => part is IConversionOperation { IsTryCast: true });

    /// <summary>Whether it is known how the two go together, or they are told apart on purpose: they say the same of the same, save for constants and how these are compared, or one is a part of the other.</summary>
    private static bool AreCompared(Question one, Question other, Originals originals, Counters counters)
        => one.Own.Words == other.Own.Words || PartsOf(one, originals, counters).Overlaps(PartsOf(other, originals, counters));

    private static HashSet<string> PartsOf(Question question, Originals originals, Counters counters)
    {
        if (question.Parts is not null)
            return question.Parts;
        question.Parts = [];
        if (ConditionKey.Of(question.Asked, counters, originals) is { } key)
            question.Parts.Add(key.Text);
        foreach (ConditionKey part in Compound.Of(question.Condition, originals)?.Parts ?? ImmutableArray<ConditionKey>.Empty)
            question.Parts.Add(part.Text);
        return question.Parts;
    }

    /// <summary>The blocks from which control may come to the block without going back; those from which an exception may lead there, too.</summary>
    private static HashSet<int> BlocksThatLeadTo(BasicBlock block, ControlFlowGraph graph)
    {
        HashSet<int> leading = [block.Ordinal];
        Stack<BasicBlock> open = new([block]);
        while (open.Count > 0)
        {
            BasicBlock next = open.Pop();
            foreach (ControlFlowBranch branch in next.Predecessors)
            {
                if (branch.Source.Ordinal < next.Ordinal && leading.Add(branch.Source.Ordinal))
                    open.Push(branch.Source);
            }

            for (ControlFlowRegion? region = next.EnclosingRegion; region is not null && region.FirstBlockOrdinal == next.Ordinal; region = region.EnclosingRegion)
            {
                if (region is not { Kind: ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler or ControlFlowRegionKind.Finally, EnclosingRegion.NestedRegions: [var guarded, ..] })
                    continue;
                for (int source = guarded.FirstBlockOrdinal; source <= guarded.LastBlockOrdinal; source++)
                {
                    if (leading.Add(source))
                        open.Push(graph.Blocks[source]);
                }
            }
        }

        return leading;
    }

    /// <summary>What is called on one way out of the condition and not on the other, in blocks that lead on.</summary>
    private static ImmutableArray<IOperation> CallsUnder(Question question, FunctionGraph function, HashSet<int> leading)
    {
        ImmutableArray<SyntaxNode> branches = BranchesBy(question.Condition.Syntax);
        if (branches.IsEmpty)
            return ImmutableArray<IOperation>.Empty;
        ImmutableArray<IOperation>.Builder calls = ImmutableArray.CreateBuilder<IOperation>();
        foreach (BasicBlock block in function.Graph.Blocks)
        {
            if (block.Ordinal <= question.Block.Ordinal || !leading.Contains(block.Ordinal))
                continue;
            foreach (IOperation operation in function.OperationsIn(block))
            {
                if (operation is IInvocationOperation or IObjectCreationOperation or IPropertyReferenceOperation && branches.Any(branch => branch.Span.Contains(operation.Syntax.Span)))
                    calls.Add(operation);
            }
        }

        return calls.ToImmutable();
    }

    /// <summary>The whole expression that the condition is a part of; null for a loop's condition, which is asked again.</summary>
    private static SyntaxNode? WholeOf(SyntaxNode condition)
    {
        while (condition.Parent is ExpressionSyntax around && !(around is ConditionalExpressionSyntax choice && choice.Condition == condition))
            condition = around;
        return condition.Parent is WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax ? null : condition;
    }

    /// <summary>What runs or not by the condition.</summary>
    private static ImmutableArray<SyntaxNode> BranchesBy(SyntaxNode condition)
    {
        for (SyntaxNode inner = condition; inner.Parent is { } around; inner = around)
        {
            switch (around)
            {
                case IfStatementSyntax branch when branch.Condition == inner:
                    return branch.Else is null ? ImmutableArray.Create<SyntaxNode>(branch.Statement) : ImmutableArray.Create<SyntaxNode>(branch.Statement, branch.Else);
                case ConditionalExpressionSyntax choice when choice.Condition == inner:
                    return ImmutableArray.Create<SyntaxNode>(choice.WhenTrue, choice.WhenFalse);
                case SwitchSectionSyntax:
                    return ImmutableArray.Create(around.Parent!);
                case SwitchExpressionArmSyntax arm when arm.Expression != inner:
                    return ImmutableArray.Create(around.Parent!);
                case StatementSyntax or MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax:
                    return ImmutableArray<SyntaxNode>.Empty;
            }
        }

        return ImmutableArray<SyntaxNode>.Empty;
    }

    /// <summary>A condition by which a block branches.</summary>
    /// <param name="Condition">The condition.</param>
    /// <param name="Asked">What it asks, whichever variable keeps the answer.</param>
    /// <param name="Block">The block.</param>
    /// <param name="Own">What it reads.</param>
    /// <param name="Whole">What the condition reads of which it is perhaps a part.</param>
    public sealed record Question(IOperation Condition, IOperation Asked, BasicBlock Block, ConditionTerms Own, ConditionTerms Whole)
    {
        /// <summary>Under which facts is kept how it came out.</summary>
        public string Key { get; } = $"~{Block.Ordinal}";

        /// <summary>Those before it that may mean the same.</summary>
        public List<Pair> Former { get; } = [];

        /// <summary>Those behind it.</summary>
        public List<Pair> Later { get; } = [];

        /// <summary>The texts by which its parts are known; found for who asks.</summary>
        public HashSet<string>? Parts { get; set; }
    }

    /// <summary>Two conditions of which one may mean what the other does.</summary>
    /// <param name="Former">The one that is asked first.</param>
    /// <param name="Later">The other one.</param>
    /// <param name="Calls">What is called in between by how the first came out.</param>
    public sealed record Pair(Question Former, Question Later, ImmutableArray<IOperation> Calls);
}
