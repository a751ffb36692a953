using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// Tells of a variable, by each mention of it alone, that the function does nothing to its object: it reads members that are no steps of the protocol, compares it, and hands it to callees that do no
/// more. Most helpers are like that in most protocols, and need not be followed.
/// </summary>
internal static class Untouched
{
    /// <summary>Whether the object leaves in the state in which it came, and nobody keeps it. False where that takes a closer look.</summary>
    public static bool Is(ISymbol variable, GraphIndex index, IProtocolSemantics semantics)
    {
        // A function inside may be called at any time, and one that always returns the same truth tells its callers more.
        if (index.Function.Method is not { } function || index.Captured is not null || index.Function.Nested.Any() || (function.ReturnType.SpecialType == SpecialType.System_Boolean && !ReturnsBothTruths(index.Graph)))
            return false;
        foreach (IMethodSymbol method in index.Calls.StepsFor(semantics))
        {
            foreach (Effect effect in semantics.EffectsOf(method))
            {
                if (effect.Target == EffectTarget.Everyone)
                    return false;
            }
        }

        foreach (IOperation mention in index.Function.MentionsOf(variable))
        {
            if (!IsInert(mention, semantics))
                return false;
        }

        return true;
    }

    /// <summary>Whether nobody who only looks at an object in the state can do wrong, and the state does not end by itself.</summary>
    public static bool IsEasy(int state, Automaton automaton)
        => !Automaton.Contains(automaton.ForbidsUse | automaton.ForbidsBlocking | automaton.ForbidsWriting | automaton.ForbidsOutliving | automaton.Fades, state);

    private static bool ReturnsBothTruths(ControlFlowGraph graph)
    {
        (bool isTrue, bool isFalse) = (false, false);
        foreach (BasicBlock block in graph.Blocks)
        {
            if (block is { FallThroughSuccessor.Semantics: ControlFlowBranchSemantics.Return, BranchValue.ConstantValue: { HasValue: true, Value: bool truth }, IsReachable: true })
                (isTrue, isFalse) = (isTrue | truth, isFalse | !truth);
        }

        return isTrue && isFalse;
    }

    private static bool IsInert(IOperation mention, IProtocolSemantics semantics) => mention.Parent switch
    {
        IConversionOperation { OperatorMethod: null } conversion => IsInert(conversion, semantics),
        IIsNullOperation or IBinaryOperation { OperatorMethod: null } => true,
        IInvocationOperation { TargetMethod: { ContainingType.TypeKind: TypeKind.Class } method } call when call.Instance == mention
            => !Views.IsView(call.Type) && semantics.EffectsOf(method).IsEmpty,
        IPropertyReferenceOperation { Property: { ContainingType.TypeKind: TypeKind.Class } property } reference when reference.Instance == mention
            => !Views.IsView(reference.Type) && HasNoEffect(property.GetMethod, semantics) && HasNoEffect(property.SetMethod, semantics),
        IArgumentOperation { Parameter: { RefKind: RefKind.None } parameter, Parent: IInvocationOperation call } => !Awaiting.MayRunLater(call.TargetMethod, call) && IsInert(parameter, Interpreter.ContractOf(call.TargetMethod, call.Instance, semantics), semantics),
        _ => false,
    };

    private static bool HasNoEffect(IMethodSymbol? accessor, IProtocolSemantics semantics) => accessor is null || semantics.EffectsOf(accessor).IsEmpty;

    private static bool IsInert(IParameterSymbol parameter, IMethodSymbol method, IProtocolSemantics semantics)
    {
        // What comes back is the object by another name.
        if (semantics.PassedOn(method)?.Ordinal == parameter.Ordinal)
            return false;
        bool isKnown = false;
        foreach (Effect effect in semantics.EffectsOf(method))
        {
            if (!effect.IsFor(EffectTarget.Argument, parameter.Ordinal))
                continue;
            if (effect.To != Effect.Stay || effect.Transfers || effect.Requires != 0 || effect.Repeats != 0 || effect.Writes != 0 || effect.Displaces)
                return false;
            isKnown = true;
        }

        return isKnown || semantics.Borrows(parameter);
    }
}
