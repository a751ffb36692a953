using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// Values that tell the ways of a call apart: <c>int length = queue.TryTake(out var item) ? item.Length : -1</c> is -1 upon the one way, and whoever asks for that means the other by anything else. Where no
/// constant tells, as by <c>queue.TryTake(out var item) ? new Taken(item) : new Empty()</c>, whoever asks knows more than the analysis does.
/// </summary>
internal sealed partial class Interpreter
{
    private Dictionary<TextSpan, IInvocationOperation>? _decisiveCalls;
    private Dictionary<string, List<IInvocationOperation>>? _decidedNames;

    /// <summary>What is known of a computed value of a branching expression.</summary>
    private Value InsteadOfSentinel(IFlowCaptureOperation capture)
    {
        if (!Automaton.IsKnown(_state) || !_index.Function.IsBranching(capture.Id) || capture.Value.Type is { SpecialType: SpecialType.System_Boolean } || BranchByOutcome(capture.Value.Syntax) is not { } branch)
            return Value.Unknown;
        bool hasSentinel = _index.Sentinels.Has(capture.Id, out object? sentinel);
        return Value.InsteadOf(new Substitute(branch, hasSentinel, sentinel));
    }

    /// <summary>The same of a variable that gets the value; of a number that happens to be known, as an index in a loop's first rounds, it is no more that counts.</summary>
    private Value InsteadOfSentinel(IOperation target, ISymbol variable, Value value)
    {
        if (target.Type?.SpecialType == SpecialType.System_Boolean)
            return value.IsUnknown && target.Parent is ISimpleAssignmentOperation { IsRef: false, Value: var asked } && AsksWhatTells(asked) ? Value.InsteadOf(new Substitute(target.Syntax, HasSentinel: false, Sentinel: null)) : value;
        if (value.IsUnknown && target.Parent is ISimpleAssignmentOperation { IsRef: false, Value: var given } && _facts[variable].EqualTo((object?)null) == true && IsNeverNull(given))
            value = Value.NotNull;
        bool isIndex = Facts.IsNumber(value) && target.Parent is ISimpleAssignmentOperation { Value: ILocalReferenceOperation or IParameterReferenceOperation };
        if (!(value.IsOpen(target.Type) || value.Equals(Value.NotNull) || isIndex) || !Automaton.IsKnown(_state) || BranchByOutcome(target.Syntax) is not { } branch)
            return value;
        Value former = _facts[variable];
        bool hasSentinel = former.IsConstant(out object? sentinel) || former.IsInsteadOf(out sentinel) || _index.Sentinels.HasBeside(target, variable, out sentinel);
        return isIndex && (!hasSentinel || value.Equals(Value.Is(sentinel))) ? value : Value.InsteadOf(new Substitute(branch, hasSentinel, sentinel));
    }

    /// <summary>Whether the value is something, as far as its declaration says.</summary>
    private static bool IsNeverNull(IOperation value)
    {
        value = Conversions.InsideBuiltIn(value);
        return value.Type is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T } || value switch
        {
            ITypeOfOperation or IObjectCreationOperation or IArrayCreationOperation or IDelegateCreationOperation or IAnonymousObjectCreationOperation or IInterpolatedStringOperation or IInstanceReferenceOperation => true,
            _ when value.Syntax.IsKind(SyntaxKind.CollectionExpression) => true,
            IInvocationOperation call => call.TargetMethod is { ReturnType.IsReferenceType: true, ReturnNullableAnnotation: NullableAnnotation.NotAnnotated },
            IPropertyReferenceOperation { Property: { Type.IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated } } => true,
            IFieldReferenceOperation { Field: { Type.IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated } } => true,
            IParameterReferenceOperation { Parameter: { Type.IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated } } => true,
            _ => false,
        };
    }

    /// <summary>The value of a mention; where the branch is still in progress in which it was computed, it tells nothing yet.</summary>
    private static Value AsReadBy(IOperation mention, Value held) => held.Substitute is { } substitute && mention is not IFlowCaptureReferenceOperation && substitute.Branch.Span.Contains(mention.Syntax.Span) ? Value.Unknown : held;

    /// <summary>
    /// Whether a condition of which nothing is known asks for what is computed upon one outcome only, for what is written upon one, or for what follows from a constant that was chosen by one: to which way
    /// it belongs is not known then.
    /// </summary>
    private bool AsksWhatTells(IOperation condition)
    {
        if (!Automaton.IsKnown(_state))
            return false;
        NoteDecisive();
        if (_decisiveCalls!.Count == 0)
            return false;
        foreach (IOperation part in new OperationWalk(condition))
        {
            bool tells = part switch
            {
                ILocalReferenceOperation or IParameterReferenceOperation or IFlowCaptureReferenceOperation or IFieldReferenceOperation => !Assignment.IsOnlyWritten(part) && KeyOf(part) is { } key && Tells(key, _facts[key], part),

                // What is computed from fields asks for these.
                IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Property.DeclaringSyntaxReferences.IsEmpty: false } => KeyOf(part) is { } flag ? Tells(flag, _facts[flag], part) : DoesAnyFieldTell(part),
                IInstanceReferenceOperation => part.Parent is not IMemberReferenceOperation && DoesAnyFieldTell(part),
                _ => false,
            };
            if (tells)
                return true;
        }

        return false;
    }

    /// <summary>Whether the same was asked before, in the same words, and came out otherwise: it means to be the same, and nobody knows.</summary>
    private bool AsksOtherwise(IOperation condition, bool truth)
    {
        if (_index.Repeated.Find(condition) is not { } asked)
            return false;
        if (_facts[asked.Text].AsBoolean() is { } former)
            return former != (truth ^ asked.IsNegated);
        Set(asked.Text, Value.Of(truth ^ asked.IsNegated));
        return false;
    }

    /// <summary>Whether something was done, or not, by how a condition came out that may mean the same in other words.</summary>
    private bool AsksInOtherWords(IOperation condition, bool truth)
    {
        if (_index.Conditions.Correlated?.Find(condition) is not { } question)
            return false;
        bool isAnswered = question.Former.Exists(pair => _facts[pair.Former.Key].AsBoolean() is not null);
        if (DecidesState(question))
            Set(question.Key, Value.Of(truth));
        return isAnswered;
    }

    /// <summary>Whether what is done by how the condition comes out matters to the object, before somebody asks the same in other words; not where it is the object itself that is asked.</summary>
    private bool DecidesState(CorrelatedConditions.Question question)
        => question.Later.Exists(pair => pair.Calls.Any(TakesStep)) && !question.Own.Symbols.Any(symbol => _semantics.Tracks(TypestateAnalysis.TypeOf(symbol)));

    private bool TakesStep(IOperation call) => call is IObjectCreationOperation ? _semantics.Tracks(call.Type) : CallIndex.TakesStep(call, _semantics);

    private bool DoesAnyFieldTell(IOperation mention) => _facts.Any((key, value) => key is IFieldSymbol && Tells(key, value, mention));

    /// <summary>Whether what is mentioned tells in which of its states the object is, for who can evaluate it.</summary>
    private bool Tells(object key, Value held, IOperation mention)
    {
        if (held.Substitute is not null)
            return AsReadBy(mention, held).Substitute is not null;
        return IsOutcome(key, held, mention) || IsToldBeside(held, mention)
            || (!held.MayBeObject && key is ISymbol variable && !_semantics.Tracks(TypestateAnalysis.TypeOf(variable)) && IsWrittenUponOutcome(variable, mention));
    }

    /// <summary>Whether an outcome is mentioned, or what was chosen by one. What is left of an enum when some of its members are ruled out is as good as known.</summary>
    private bool IsOutcome(object key, Value held, IOperation mention)
    {
        bool isOpen = held.IsConstant(out _) ? !IsCompared(mention) : held.IsOpen(mention.Type) && mention.Type?.SpecialType != SpecialType.System_Boolean;
        return isOpen && _index.Outcomes.CallsFor(key).Any(call => IsDecisive(call) && IsAboutTracked(call));
    }

    /// <summary>Whether a call left what is mentioned beside a result at which nobody looks: then that is what tells.</summary>
    private bool IsToldBeside(Value held, IOperation mention)
        => (held.IsUnknown || held.ExcludesAny)
            && _index.Function.VariableOf(mention) is { } variable
            && !_semantics.Tracks(TypestateAnalysis.TypeOf(variable))
            && _index.Outcomes.CallsThatTellBy(variable).Any(call => IsDecisive(call) && IsAboutTracked(call));

    /// <summary>Whether the mention is compared with something of which too little is known.</summary>
    private static bool IsCompared(IOperation mention)
    {
        while (mention.Parent is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation)
            mention = mention.Parent;
        return mention.Parent is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, OperatorMethod: null, LeftOperand.ConstantValue.HasValue: false, RightOperand.ConstantValue.HasValue: false };
    }

    private bool IsWrittenUponOutcome(ISymbol variable, IOperation mention)
    {
        foreach ((SyntaxNode branch, ExpressionSyntax condition) in _index.Sentinels.BranchesThatWrite(variable))
        {
            if (branch.Span.End <= mention.Syntax.SpanStart && IsByOutcome(condition))
                return true;
        }

        return false;
    }

    /// <summary>The branch by the outcome of a call that decides the object's state in which the code stands; null where it stands in none.</summary>
    private SyntaxNode? BranchByOutcome(SyntaxNode code)
    {
        foreach ((SyntaxNode branch, ExpressionSyntax condition) in SentinelIndex.BranchesAround(code))
        {
            if (IsByOutcome(condition))
                return branch;
        }

        return null;
    }

    private bool IsByOutcome(ExpressionSyntax condition)
    {
        NoteDecisive();
        if (_decisiveCalls!.Count == 0)
            return false;
        foreach (SyntaxNode node in condition.DescendantNodesAndSelf())
        {
            if (node is InvocationExpressionSyntax ? _decisiveCalls.TryGetValue(node.Span, out IInvocationOperation? call) && IsAboutTracked(call)
                : node is IdentifierNameSyntax name && _decidedNames!.TryGetValue(name.Identifier.ValueText, out List<IInvocationOperation>? calls) && calls.Exists(IsAboutTracked))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the call may be about the object that is followed: not where it is called on, or given, variables alone that hold another one.</summary>
    private bool IsAboutTracked(IInvocationOperation call)
    {
        if (IsOrigin(call))
            return true;
        bool isAboutOther = false;
        foreach (IOperation? operand in call.Arguments.Select(static argument => (IOperation?)argument.Value).Prepend(call.Instance))
        {
            if (operand is null || !_semantics.Tracks(operand.Type))
                continue;
            if (Conversions.InsideBuiltIn(operand) is not (ILocalReferenceOperation or IParameterReferenceOperation) || KeyOf(Conversions.InsideBuiltIn(operand)) is not { } key || _facts[key].MayBeObject)
                return true;
            isAboutOther = true;
        }

        return !isAboutOther;
    }

    private void NoteDecisive()
    {
        if (_decisiveCalls is not null)
            return;
        _decisiveCalls = [];
        _decidedNames = new(StringComparer.Ordinal);
        foreach ((_, IOperation operation) in _index.Calls.Sources)
        {
            if (operation is IInvocationOperation call && IsDecisive(call))
                _decisiveCalls[call.Syntax.Span] = call;
        }

        if (_decisiveCalls.Count == 0)
            return;
        foreach ((ISymbol variable, IReadOnlyList<IInvocationOperation> calls) in _index.Outcomes.Variables)
        {
            IInvocationOperation[] decisive = [.. calls.Where(IsDecisive)];
            if (decisive.Length == 0)
                continue;
            if (!_decidedNames.TryGetValue(variable.Name, out List<IInvocationOperation>? known))
                _decidedNames.Add(variable.Name, known = []);
            known.AddRange(decisive);
        }
    }

    /// <summary>Whether the relation holds; what stands instead of a constant is asked whether it is that.</summary>
    private static bool? Holds(BinaryOperatorKind relation, Value left, Value right)
    {
        if (left.CompareTo(right) is { } order)
            return Holds(relation, order);
        if (left.IsOneOfSeveral)
            return left.Choices.Select(choice => Holds(relation, Value.Is(choice), right)).Distinct().ToArray() is [var alike] ? alike : null;
        if (left.IsInsteadOf(out object? sentinel))
            return Value.Is(sentinel).CompareTo(right) is { } asked ? !Holds(relation, asked) : null;
        return right.IsInsteadOf(out sentinel) && left.CompareTo(Value.Is(sentinel)) is { } reversed ? !Holds(relation, reversed) : null;
    }

    private static bool? Holds(BinaryOperatorKind relation, int order) => relation switch
    {
        BinaryOperatorKind.LessThan => order < 0,
        BinaryOperatorKind.LessThanOrEqual => order <= 0,
        BinaryOperatorKind.GreaterThan => order > 0,
        BinaryOperatorKind.GreaterThanOrEqual => order >= 0,
        _ => null,
    };

    private static Value LengthOf(Value text)
        => text.IsConstant(out object? constant) && constant is string known ? Value.Is(known.Length)
            : text.IsInsteadOf(out constant) && constant is "" ? Value.InsteadOf(text.Substitute! with { Sentinel = 0 })
            : Value.Unknown;

    /// <summary>Whether the text is null or empty; null where that is not known.</summary>
    private static bool? IsEmpty(Value text)
        => text.IsConstant(out object? constant) ? constant is null or ""
            : text.IsInsteadOf(out constant) && constant is null or "" ? false
            : null;
}
