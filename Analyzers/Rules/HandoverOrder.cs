using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PageMove.Analyzers.Contracts;
using PageMove.Analyzers.Flow;

namespace PageMove.Analyzers.Rules;

/// <summary>Finds objects that change hands and are settled without being asked what has to be asked, or that are asked too late.</summary>
internal sealed class HandoverOrder(GraphIndex index, ProtocolModel model, RuleReporter reporter, CancellationToken cancellation)
{
    private const int Before = 0;
    private const int Taken = 1;
    private const int AskedAndTrue = 2;
    private const int AskedAndFalse = 3;

    private Ways? _ways;

    public void Report()
    {
        foreach (IOperation operation in index.Function.Operations)
        {
            if (operation is IInvocationOperation { Instance: { } holder } call && model.HandoverOf(call.TargetMethod) is { } handover)
                Report(call, holder, handover);
        }
    }

    private void Report(IInvocationOperation call, IOperation holder, Handover handover)
    {
        if (ArgumentFor(call, handover.Ordinal) is not { } target
            || VariableOf(target) is not { } item
            || GiverOf(holder) is not { } giver
            || index.Function.Nested.Any(nested => nested.Mentions.Contains(item, SymbolEqualityComparer.Default) || nested.Mentions.Contains(giver, SymbolEqualityComparer.Default)))
        {
            return;
        }

        Step step = new(call, item, giver, OperandName.Of(target));
        List<IInvocationOperation> settlements = [.. index.Function.Operations.OfType<IInvocationOperation>().Where(candidate => Settles(candidate, step))];
        if (settlements.Count == 0)
            return;
        List<IInvocationOperation> replacements = [.. settlements.Where(settlement => !SettlesAnew(settlement))];
        foreach (OwedQuestion owed in handover.Owed)
            ReportUnasked(step, owed, replacements);
        if (handover.LateRule is { } rule && step.Giver is not ITypeSymbol)
            ReportLate(step, rule, settlements);
    }

    private void ReportUnasked(Step step, OwedQuestion owed, List<IInvocationOperation> settlements)
    {
        // What somebody else did with the giver before is not known here.
        if (settlements.Count == 0 || (owed.IsEarly && (step.Giver is ITypeSymbol || (step.Giver is IParameterSymbol parameter && !model.ArrivesUntouched(parameter)))))
            return;

        HashSet<IInvocationOperation> found = [];
        bool complete = Ways.Follow(
            (phase, operation) =>
            {
                if (phase == Taken && operation is IInvocationOperation settlement && settlements.Contains(settlement))
                {
                    found.Add(settlement);
                    return Before;
                }

                if ((phase == Taken || owed.IsEarly) && Asks(operation, owed.Question, owed.IsEarly, step, settlements))
                    return owed.IsEarly ? Ways.Ended : Before;
                return Next(phase, operation, step);
            },
            (phase, condition, outcome) => IsRefused(condition, outcome, step) ? Before : phase,
            cancellation);
        if (!complete)
            return;
        foreach (IInvocationOperation settlement in found)
            reporter.Report(owed.Rule, settlement.Syntax.GetLocation(), step.Name, new Place(step.Call.Syntax, step.Name));
    }

    private void ReportLate(Step step, string rule, List<IInvocationOperation> settlements)
    {
        HashSet<string?> replaced = [.. settlements.SelectMany(settlement => OthersIn(settlement, step)).Select(index.Originals.NameOf)];
        foreach (BasicBlock block in index.Graph.Blocks)
        {
            if (Ways.ConditionIn(block) is not { } condition)
                continue;
            List<IOperation> parts = PartsOf(condition);
            IOperation? asked = parts.Find(
                part => SubjectOf(part) is { } subject && (IsGiver(subject, step) || (index.Originals.NameOf(subject) is { } name && replaced.Contains(name))));
            IOperation? about = SubjectOf(asked);
            if (asked is null && parts.Find(part => IsAskedTooLate(part, step)) is IPropertyReferenceOperation late)
                (asked, about) = (late, late.Instance);
            if (asked is not null && about is not null && IsLateRefusal(condition, about, step, settlements))
                reporter.Report(rule, asked.Syntax.GetLocation(), asked.Syntax.ToString(), new Place(step.Call.Syntax, step.Name));
        }
    }

    /// <summary>What the condition is made of: its own operations, or those of the expression that a variable was given and stands for.</summary>
    private List<IOperation> PartsOf(IOperation condition)
    {
        IOperation original = index.Originals.Of(condition);
        if (index.Originals.AnswerIn(original) is { } verdict && verdict.Syntax.SpanStart < original.Syntax.SpanStart)
            original = index.Originals.Of(verdict);
        IEnumerable<IOperation> parts = original is IFlowCaptureReferenceOperation reference
            ? index.Function.Operations.OfType<IFlowCaptureOperation>().Where(capture => capture.Id.Equals(reference.Id)).SelectMany(capture => index.Originals.Of(capture.Value).DescendantsAndSelf())
            : [.. original.DescendantsAndSelf(), .. SwitchedOn(original)?.DescendantsAndSelf() ?? []];
        return [.. parts.SelectMany(part => part is ILocalReferenceOperation ? index.Originals.Of(part).DescendantsAndSelf() : [part])];
    }

    /// <summary>What a <c>switch</c> compares with one case after the other; null where the condition is of no such one.</summary>
    private IOperation? SwitchedOn(IOperation condition)
    {
        IOperation? compared = condition switch
        {
            IIsPatternOperation pattern => pattern.Value,
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } comparison => comparison.LeftOperand,
            _ => null,
        };
        return compared is null || index.Function.ValueOf(Conversions.InsideBuiltIn(compared)) is var value && value == compared ? null : value;
    }

    /// <summary>Whether the object is asked what its former holder could have been asked about it, and was not.</summary>
    private bool IsAskedTooLate(IOperation operation, Step step)
        => operation is IPropertyReferenceOperation { Instance: { } subject, Property: var asked }
            && model.EarlyQuestionOf(asked) is { } question
            && SymbolEqualityComparer.Default.Equals(VariableOf(subject), step.Item)
            && !index.Function.Operations.OfType<IPropertyReferenceOperation>().Any(
                other => other.Instance is { } owner && model.EarlyQuestionOf(other.Property) == question && IsOfGiver(owner, step));

    /// <summary>Whether the operation reads something that the former holder has.</summary>
    private bool IsOfGiver(IOperation operation, Step step)
    {
        IOperation original = index.Originals.Of(operation);
        while (original is IMemberReferenceOperation { Instance: { } instance })
            original = index.Originals.Of(instance);
        return SymbolEqualityComparer.Default.Equals(index.Function.VariableOf(original), step.Giver);
    }

    /// <summary>Whether the condition is asked for the first time after the handover, and decides whether the object is settled.</summary>
    private bool IsLateRefusal(IOperation condition, IOperation subject, Step step, List<IInvocationOperation> settlements)
    {
        string? subjectName = index.Originals.NameOf(subject);
        bool whenTrue = false, whenFalse = false;
        bool complete = Ways.Follow(
            (phase, operation) =>
            {
                if (phase == Before && Mentions(operation, subjectName))
                    return Ways.Ended;
                if (phase is AskedAndTrue or AskedAndFalse)
                {
                    if (operation == step.Call)
                        return Ways.Ended;
                    if (operation is IInvocationOperation settlement && settlements.Contains(settlement))
                    {
                        whenTrue |= phase == AskedAndTrue;
                        whenFalse |= phase == AskedAndFalse;
                        return Ways.Ended;
                    }
                }

                return Next(phase, operation, step);
            },
            (phase, branch, outcome) =>
            {
                if (IsRefused(branch, outcome, step))
                    return Before;
                return phase == Taken && branch == condition ? (outcome ? AskedAndTrue : AskedAndFalse) : phase;
            },
            cancellation);
        return complete && whenTrue != whenFalse;
    }

    private Ways Ways => _ways ??= new Ways(index);

    private int Next(int phase, IOperation operation, Step step)
    {
        if (operation == step.Call)
            return Taken;
        if (phase == Before || !Assignment.IsTarget(operation) || index.Function.VariableOf(operation) is not { } variable)
            return phase;
        return SymbolEqualityComparer.Default.Equals(variable, step.Item) || SymbolEqualityComparer.Default.Equals(variable, step.Giver) ? Before : phase;
    }

    /// <summary>Whether the operation asks the question, or hands the object to somebody who may. Of whom it is asked is not looked at closely: an alias may be meant.</summary>
    private bool Asks(IOperation operation, string question, bool isEarly, Step step, List<IInvocationOperation> settlements)
    {
        if (SubjectOf(operation) is { } subject)
        {
            return QuestionIn(operation) == question
                && !IsAnothers(subject, step)
                && !settlements.Any(settlement => OthersIn(settlement, step).Any(other => index.Originals.NameOf(other) is { } name && name == index.Originals.NameOf(subject)));
        }

        return operation is IArgumentOperation { Parent: var call, Value: var value, Parameter.RefKind: not RefKind.Out }
            && !IsNullCheck(call)
            && !(call is IInvocationOperation settling && settlements.Contains(settling))
            && call != step.Call
            && VariableOf(value) is { } variable
            && (SymbolEqualityComparer.Default.Equals(variable, step.Giver) || (SymbolEqualityComparer.Default.Equals(variable, step.Item) && !(isEarly && SeesOnlyArguments(call))));
    }

    /// <summary>Whether the callee finds nothing but what it is given, so that of the object's former holder it learns nothing from the object.</summary>
    private static bool SeesOnlyArguments(IOperation? call) => call is IInvocationOperation { TargetMethod: { IsStatic: true, MethodKind: not MethodKind.LocalFunction } };

    /// <summary>Whether the question is for what this function has got from another call, or for a parameter that nobody writes, when the object was got from what this function itself has got elsewhere.</summary>
    private bool IsAnothers(IOperation subject, Step step)
        => (VariableOf(subject) is ILocalSymbol local && SourceOf(local) is { } source && source != step.Call && SourceOf(step.Giver) is { } giving && source != giving)
            || VariableOf(subject) is IParameterSymbol { RefKind: RefKind.None } parameter
            && !index.Function.Assigns.Contains(parameter)
            && new[] { step.Giver, step.Item }.All(own => own is ILocalSymbol && !index.Function.Operations.OfType<ISimpleAssignmentOperation>().Any(
                assignment => SymbolEqualityComparer.Default.Equals(index.Function.VariableOf(assignment.Target), own) && SymbolEqualityComparer.Default.Equals(VariableOf(assignment.Value), parameter)));

    /// <summary>The one call that hands out, or returns, what the variable ever holds; null where there are several, or it holds something else as well.</summary>
    private IInvocationOperation? SourceOf(ISymbol variable)
        => index.Function.Nested.Any(nested => nested.Assigns.Contains(variable)) || index.Function.WritesOf(variable).ToArray() is not [{ } only] ? null
            : (only.Parent is IDeclarationExpressionOperation declared ? declared : only).Parent switch
            {
                IArgumentOperation { Parameter.RefKind: RefKind.Out, Parent: IInvocationOperation call } => call,
                ISimpleAssignmentOperation { IsRef: false, Value: IInvocationOperation call } => call,
                ISimpleAssignmentOperation { IsRef: false, Value: IAwaitOperation await } => Awaiting.CallOf(await),
                _ => null,
            };

    private bool Mentions(IOperation operation, string? subject)
        => subject is not null
            && ((SubjectOf(operation) is { } asked && index.Originals.NameOf(asked) == subject)
                || (operation is IArgumentOperation { Value: var value, Parameter.RefKind: not RefKind.Out } && index.Originals.NameOf(value) == subject
                    && !IsNullCheck(operation.Parent)));

    private static bool IsNullCheck(IOperation? call) => call is IInvocationOperation { TargetMethod: var method } && FlowAttributes.ThrowsIfNull(method);

    /// <summary>The object that the operation asks something; null where it asks nothing.</summary>
    private IOperation? SubjectOf(IOperation? operation) => operation is null || QuestionIn(operation) is null
        ? null
        : operation switch
        {
            IPropertyReferenceOperation property => property.Instance,
            IInvocationOperation call => call.Instance,
            _ => null,
        };

    private string? QuestionIn(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation property => model.QuestionOf(property.Property),
        IInvocationOperation call => model.QuestionOf(call.TargetMethod),
        _ => null,
    };

    private bool IsGiver(IOperation subject, Step step) => SymbolEqualityComparer.Default.Equals(VariableOf(subject), step.Giver);

    private bool Settles(IInvocationOperation call, Step step)
        => call.Arguments.Any(argument => argument.Parameter is { } parameter
            && Handover.IsSettledBy(parameter)
            && SymbolEqualityComparer.Default.Equals(VariableOf(argument.Value), step.Item));

    private static bool SettlesAnew(IInvocationOperation settlement)
        => settlement.Arguments.Any(argument => argument.Parameter is { } parameter && Handover.IsSettledAnewBy(parameter));

    /// <summary>The arguments of the settlement that are objects like the settled one: those whose place it takes.</summary>
    private static IEnumerable<IOperation> OthersIn(IInvocationOperation settlement, Step step)
        => from argument in settlement.Arguments
           where argument.Parameter is { } parameter
               && !Handover.IsSettledBy(parameter)
               && SymbolEqualityComparer.Default.Equals(parameter.Type.OriginalDefinition, TypeOf(step.Item)?.OriginalDefinition)
           select argument.Value;

    /// <summary>Whether the condition, come out so, says that the object did not change hands.</summary>
    private bool IsRefused(IOperation condition, bool outcome, Step step)
    {
        if (index.Originals.Of(condition) == step.Call)
            return !outcome;
        return condition switch
        {
            IIsNullOperation isNull => outcome && IsItem(isNull.Operand),
            IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } pattern => outcome && IsItem(pattern.Value),
            IIsPatternOperation pattern => !outcome && pattern.Pattern is INegatedPatternOperation or IRecursivePatternOperation && IsItem(pattern.Value),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equals => outcome && (IsItem(equals.LeftOperand) || IsItem(equals.RightOperand)),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } differs => !outcome && (IsItem(differs.LeftOperand) || IsItem(differs.RightOperand)),
            _ => false,
        };

        bool IsItem(IOperation operand) => SymbolEqualityComparer.Default.Equals(VariableOf(operand), step.Item);
    }

    private static ITypeSymbol? TypeOf(ISymbol variable) => variable switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };

    private ISymbol? VariableOf(IOperation operation) => index.Originals.VariableOf(operation);

    /// <summary>The variable that holds the giver; its type where it is <c>this</c>.</summary>
    private ISymbol? GiverOf(IOperation holder) => VariableOf(holder) ?? (holder is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance, Type: var type } ? type : null);

    private static IOperation? ArgumentFor(IInvocationOperation call, int ordinal)
        => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal)?.Value;

    /// <summary>The call by which the item changes hands, and from whom: a variable, or the type of <c>this</c>.</summary>
    private sealed record Step(IInvocationOperation Call, ISymbol Item, ISymbol Giver, string Name);
}
