using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// Finds the objects of one protocol in a function and follows each of them apart: forward typestate analysis, linear in the
/// function's length as long as the objects live short.
/// </summary>
internal static class TypestateAnalysis
{
    /// <summary>Objects beyond which a function is generated code or a table, and is left alone.</summary>
    private const int MaximumObjects = 4096;

    /// <exception cref="InsufficientExecutionStackException">An expression is nested too deeply to be evaluated.</exception>
    public static void Run(GraphIndex index, IProtocolSemantics semantics, Action<BreachEvent> report, CancellationToken cancellation)
    {
        if (!HasEffects(index.Function, semantics))
            return;

        List<TrackedObject.Initial> initial = [.. InitialObjects(index, semantics)];
        List<(BasicBlock Block, TrackedObject.Made Object)> made = [.. MadeObjects(index, semantics)];
        if (initial.Count + made.Count > MaximumObjects)
            return;

        bool isOnlyObject = initial.Count + made.Count == 1;
        foreach (TrackedObject.Initial tracked in initial)
        {
            int state = tracked.Variable is IParameterSymbol parameter ? semantics.EntryStateOf(parameter) : Automaton.Unknown;
            ObjectRun.Follow(tracked, state, index, semantics, isOnlyObject, report, cancellation);
        }

        if (made.Count == 0)
            return;
        PathRun paths = new(index, semantics, cancellation);
        if (!paths.IsReliable)
            return;
        foreach ((BasicBlock block, TrackedObject.Made tracked) in made)
            ObjectRun.Follow(tracked, block, paths, index, semantics, isOnlyObject, report, cancellation);
    }

    private static bool HasEffects(FunctionGraph function, IProtocolSemantics semantics)
    {
        // A parameter may arrive in a state in which calls that have nothing to do with it are wrong.
        if (function.Parameters.Any(parameter => semantics.Tracks(parameter.Type)
            && semantics.EntryStateOf(parameter) is var state && Automaton.IsKnown(state) && Automaton.Contains(semantics.Automaton.ForbidsBlocking, state)))
        {
            return true;
        }

        foreach (IOperation operation in function.Operations)
        {
            if (MethodOf(operation) is { } method && !semantics.EffectsOf(method).IsEmpty)
                return true;
            if (operation is IPropertyReferenceOperation { Property: { GetMethod: { } getter } property } && semantics.Tracks(property.Type) && semantics.SharingOf(getter) is not null)
                return true;
            if (operation is ISimpleAssignmentOperation assignment
                && function.VariableOf(assignment.Target) is IParameterSymbol parameter
                && !semantics.EffectsOfAssigning(parameter).IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<TrackedObject.Initial> InitialObjects(GraphIndex index, IProtocolSemantics semantics)
    {
        foreach (IParameterSymbol parameter in index.Function.Parameters)
        {
            if (parameter.RefKind != RefKind.Out && index.Variables.IsTrackable(parameter) && semantics.Tracks(parameter.Type))
                yield return new TrackedObject.Initial(parameter);
        }

        HashSet<ISymbol> fields = new(SymbolEqualityComparer.Default);
        foreach (IOperation operation in index.Function.Operations)
        {
            if (operation is IFieldReferenceOperation
                {
                    Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance },
                    Field: { IsVolatile: false } field,
                }
                && semantics.Tracks(field.Type)
                && fields.Add(field))
            {
                yield return new TrackedObject.Initial(field);
            }
        }
    }

    private static IEnumerable<(BasicBlock Block, TrackedObject.Made Object)> MadeObjects(GraphIndex index, IProtocolSemantics semantics)
    {
        foreach (BasicBlock block in index.Graph.Blocks)
        {
            foreach (IOperation operation in FunctionGraph.OperationsIn(block))
            {
                switch (operation)
                {
                    case IInvocationOperation or IObjectCreationOperation or IPropertyReferenceOperation:
                        foreach (TrackedObject.Made made in MadeByCall(semantics, operation))
                            yield return (block, made);
                        break;
                    case IAwaitOperation await
                        when semantics.Tracks(await.Type) && Awaiting.CallOf(await) is { } awaited && !Produces(semantics.EffectsOf(MethodOf(awaited)!), EffectTarget.Result):
                        yield return (block, new TrackedObject.Made(await, -1, IsLookedUp: !IsStored(await)));
                        break;
                    case IArrayElementReferenceOperation or IFieldReferenceOperation { Instance: not IInstanceReferenceOperation }
                        when semantics.Tracks(operation.Type) && !Assignment.IsOnlyWritten(operation):
                        yield return (block, new TrackedObject.Made(operation, -1, IsLookedUp: true));
                        break;
                    case IConversionOperation { OperatorMethod: null } conversion
                        when semantics.Tracks(conversion.Type) && !semantics.Tracks(conversion.Operand.Type) && !conversion.ConstantValue.HasValue:
                        yield return (block, new TrackedObject.Made(operation, -1, IsLookedUp: true));
                        break;
                    case IDeclarationPatternOperation or IRecursivePatternOperation
                        when operation is IPatternOperation pattern && semantics.Tracks(pattern.NarrowedType) && !semantics.Tracks(pattern.InputType):
                        yield return (block, new TrackedObject.Made(operation, -1, IsLookedUp: true));
                        break;
                }
            }
        }
    }

    private static IEnumerable<TrackedObject.Made> MadeByCall(IProtocolSemantics semantics, IOperation call)
    {
        if (MethodOf(call) is not { } method)
            yield break;

        ImmutableArray<Effect> effects = semantics.EffectsOf(method);
        if (Produces(effects, EffectTarget.Result))
        {
            yield return new TrackedObject.Made(call, -1, IsLookedUp: false);
        }
        else if (semantics.Tracks(call.Type)
            && !(call is IPropertyReferenceOperation property && Assignment.IsOnlyWritten(property))
            && call.Parent is not IExpressionStatementOperation)
        {
            yield return new TrackedObject.Made(call, -1, IsLookedUp: call is IPropertyReferenceOperation || (call is IInvocationOperation && !IsStored(call)));
        }

        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.RefKind == RefKind.Ref && Produces(effects, EffectTarget.Replacement, parameter.Ordinal))
                yield return new TrackedObject.Made(call, parameter.Ordinal, IsLookedUp: true);
            if (parameter.RefKind == RefKind.Out
                && (semantics.Tracks(parameter.Type) || Produces(effects, EffectTarget.Argument, parameter.Ordinal)))
            {
                yield return new TrackedObject.Made(call, parameter.Ordinal, IsLookedUp: false);
            }
        }
    }

    private static bool Produces(ImmutableArray<Effect> effects, EffectTarget target, int ordinal = -1)
        => effects.Any(effect => effect.IsFor(target, ordinal) && effect.To != Effect.Stay);

    /// <summary>Whether the value gets a name under which the rest of the function knows it.</summary>
    private static bool IsStored(IOperation value)
    {
        while (value.Parent is IConversionOperation or IAwaitOperation)
            value = value.Parent;
        return value.Parent is ISimpleAssignmentOperation;
    }

    private static IMethodSymbol? MethodOf(IOperation operation) => operation switch
    {
        IInvocationOperation invocation => Interpreter.ContractOf(invocation.TargetMethod, invocation.Instance),
        IObjectCreationOperation creation => creation.Constructor,
        IPropertyReferenceOperation property => property.Property.GetMethod ?? property.Property.SetMethod,
        _ => null,
    };
}
