using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>Results that decide the object's state and go where nobody here follows them: then nobody knows the state either.</summary>
internal sealed partial class Interpreter
{
    /// <summary>Whether the result goes where nothing is known of it any more: into a tuple or a collection, to a callee, to a place that others may write.</summary>
    private bool IsLost(IOperation call)
    {
        IOperation result = call;
        while (result.Parent is IAwaitOperation or IConversionOperation { OperatorMethod: null } or IParenthesizedOperation || AsksOnly(result) || IsPassedOn(result))
            result = result.Parent is IArgumentOperation argument ? argument.Parent! : result.Parent!;
        return result.Parent switch
        {
            IConversionOperation => true,
            ITupleOperation tuple => tuple.Parent is not (IDeconstructionAssignmentOperation or IConversionOperation { Parent: IDeconstructionAssignmentOperation }) && _index.Tuples.PlaceOf(tuple) is null,
            IArgumentOperation { Parameter: not null } argument => Checks.DoesNotReturnIf(argument) is null,
            ISimpleAssignmentOperation { Target: { } target } assignment => assignment.Value == result && target is not IDiscardOperation && !IsKnownAfterwards(target),
            IInvocationOperation asked => asked.Instance == result && result.Type is { SpecialType: SpecialType.System_Boolean } or { TypeKind: TypeKind.Enum },
            { } parent => IsCollection(parent) && _index.Arrays.ArrayWrittenBy(parent) is null,
            null => false,
        };
    }

    /// <summary>Whether a method is given the result, and returns it as it came.</summary>
    private bool IsPassedOn(IOperation result)
        => result.Parent is IArgumentOperation { Parameter: { Type.SpecialType: SpecialType.System_Boolean } parameter, Parent: IInvocationOperation { TargetMethod: var method } } && IsPassedOn(parameter, method);

    /// <summary>Whether the operation around the result compares it with a constant, or negates it: what it yields says as much as the result itself.</summary>
    private static bool AsksOnly(IOperation result) => result.Parent switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison
            => comparison.LeftOperand == result ? comparison.RightOperand.ConstantValue.HasValue : comparison.LeftOperand.ConstantValue.HasValue,
        IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation { Pattern: IConstantPatternOperation } } => true,
        _ => false,
    };

    /// <summary>
    /// The variable that tells how a call came out is put into something bigger, where it may be asked again: a tuple, a record, a member, or what somebody makes of it who answers with a truth. What is
    /// read there is another value for all that is known here, so that the ways are no longer told apart by it.
    /// </summary>
    private void LoseOutcome(IOperation variable, object? key)
    {
        if (key is null || !Automaton.IsKnown(_state) || !IsPutIntoWhole(variable))
            return;
        if (KeepsOutcome(key) || (_index.Function.VariableOf(variable) is { } original && KeepsOutcome(original)))
            Forget();
    }

    private bool IsPutIntoWhole(IOperation variable)
    {
        IOperation part = variable;
        while (part.Parent is IConversionOperation or IParenthesizedOperation || AsksOnly(part))
            part = part.Parent!;
        return part.Parent switch
        {
            ISimpleAssignmentOperation { Target: IMemberReferenceOperation member } assignment => assignment.Value == part && !IsKnownAfterwards(member),
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var asserted } } argument when Assertions.Include(asserted) => Checks.DoesNotReturnIf(argument) is null,
            IArgumentOperation argument when Checks.TellsByThrowing(argument) => true,
            IArgumentOperation { Parent: IObjectCreationOperation { Type.IsAnonymousType: false } } => true,
            IArgumentOperation { Parent: IInvocationOperation { Type.SpecialType: SpecialType.System_Boolean, Parent: not IExpressionStatementOperation } } => !IsPassedOn(part),
            ITupleOperation { Parent: ISimpleAssignmentOperation or IConversionOperation { Parent: ISimpleAssignmentOperation or null } or IArgumentOperation or null } tuple => _index.Tuples.PlaceOf(tuple) is null,
            { } parent => IsCollection(parent),
            null => false,
        };
    }

    private bool IsKnownAfterwards(IOperation target) => KeyOf(target) is not null || (KeeperOf(target) is { } keeper && IsVariable(keeper));

    /// <summary>Whether the variable, the field or the flow capture keeps the result of a call that tells what became of the object.</summary>
    private bool KeepsOutcome(object key) => _index.Outcomes.CallsFor(key).Any(IsDecisive);

    /// <summary>Whether the call's result tells what became of the object.</summary>
    private bool IsDecisive(IInvocationOperation call)
    {
        foreach (Effect effect in _semantics.EffectsOf(call.TargetMethod))
        {
            if (effect.IsConditional)
                return true;
        }

        return false;
    }
}
