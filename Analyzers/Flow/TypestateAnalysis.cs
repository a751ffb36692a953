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
        if (!HasEffects(index, semantics))
            return;

        List<TrackedObject.Initial> initial = [.. InitialObjects(index, semantics)];
        List<TrackedObject.Made> made = MadeObjects(index, semantics);
        if (initial.Count + made.Count > MaximumObjects)
            return;

        bool isOnlyObject = initial.Count + made.Count == 1;
        bool isLost = false;
        CountedInLoops counted = new(index, semantics);
        DecidableObjects decidable = new(index, semantics, LeadsAnyCapturedToState(index, semantics));
        foreach (TrackedObject.Initial tracked in initial)
        {
            if (counted.Contains(tracked.Variable))
                continue;

            int state = tracked.Variable switch
            {
                IParameterSymbol parameter when !index.Variables.IsOuter(parameter) => ArrivalOf(parameter, semantics),
                IFieldSymbol => semantics.StateOfFound,
                ISymbol captured when HandedInward.IsToLambda(captured, index.Function) => ArrivalOfCaptured(captured, semantics),
                _ => Automaton.Unknown,
            };
            if (decidable.IncludeArrivalIn(state))
                isLost |= ObjectRun.Follow(tracked, state, index, semantics, isOnlyObject, counted, report, cancellation);
        }

        made.RemoveAll(candidate => !decidable.Include(candidate) || counted.Contains(candidate, index.Function));
        PathRun? paths = null;
        int last = made.Count == 0 ? -1 : made.Max(static candidate => candidate.Block.Ordinal);
        if (made.Count > 0)
        {
            paths = new(index, semantics, last, cancellation);
            if (!paths.IsReliable)
                return;
        }

        foreach (TrackedObject.Made tracked in made)
            isLost |= ObjectRun.Follow(tracked, [index.Function.Segments.Of(tracked.Block, tracked.Operation)], paths!, index, semantics, isOnlyObject, counted, report, cancellation);

        AccessPath[] expressions = [.. AccessPath.In(index, semantics, isLost)];
        if (expressions.Length == 0)
            return;
        int end = expressions.Max(static expression => expression.LastBlock);
        if (paths is null || end > last)
            paths = new(index, semantics, end, cancellation);
        FollowAll(expressions, paths, index, semantics, report, cancellation);
    }

    /// <summary>Who calls a lambda is not known, and may have done the first steps; but what it gives somebody has to give back.</summary>
    private static int ArrivalOf(IParameterSymbol parameter, IProtocolSemantics semantics)
    {
        int state = semantics.EntryStateOf(parameter);
        return !Automaton.IsKnown(state) && parameter is { RefKind: RefKind.None, ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } ? semantics.StateOfFound : state;
    }

    /// <summary>When a lambda is called, what the method's contract says of its parameter may hold no longer.</summary>
    private static int ArrivalOfCaptured(ISymbol captured, IProtocolSemantics semantics)
        => captured is not IParameterSymbol parameter ? semantics.StateOfFound
            : semantics.PromiseFor(parameter) is { Restores: Effect.Stay, MayLeave: 0 } ? semantics.EntryStateOf(parameter)
            : Automaton.Unknown;

    private static void FollowAll(AccessPath[] expressions, PathRun paths, GraphIndex index, IProtocolSemantics semantics, Action<BreachEvent> report, CancellationToken cancellation)
    {
        if (!paths.IsReliable)
            return;
        foreach (AccessPath expression in expressions)
            ObjectRun.Follow(new TrackedObject.Named(expression), expression.Segments, paths, index, semantics, isOnlyObject: false, counted: null, report, cancellation);
    }

    private static bool HasEffects(GraphIndex index, IProtocolSemantics semantics)
    {
        // A parameter may arrive in a state in which calls that have nothing to do with it are wrong.
        if (semantics.Automaton.ForbidsBlocking != 0)
        {
            foreach (IParameterSymbol parameter in index.Function.Parameters)
            {
                if (semantics.Tracks(parameter.Type) && semantics.EntryStateOf(parameter) is var state && Automaton.IsKnown(state) && Automaton.Contains(semantics.Automaton.ForbidsBlocking, state))
                    return true;
            }
        }

        return (HandlesObjects(index, semantics) && DecidesState(index, semantics)) || PromisesEnd(index, semantics);
    }

    /// <summary>Whether the function has promised to do something, so that it is wrong to do nothing.</summary>
    private static bool PromisesEnd(GraphIndex index, IProtocolSemantics semantics)
    {
        // A parameter's default value is an expression of the function's, too.
        if (index.Graph.OriginalOperation is IParameterInitializerOperation)
            return false;
        foreach (IParameterSymbol parameter in index.Function.Parameters)
        {
            if (semantics.Tracks(parameter.Type) && !semantics.PromiseFor(parameter).Ends.IsEmpty)
                return true;
        }

        return false;
    }

    private static bool HandlesObjects(GraphIndex index, IProtocolSemantics semantics)
    {
        foreach (IMethodSymbol method in index.Calls.StepsFor(semantics))
        {
            if (!semantics.EffectsOf(method).IsEmpty || semantics.SharingOf(method) is not null || LeadsCapturedToState(method, index, semantics))
                return true;
        }

        foreach (IParameterSymbol parameter in index.Calls.AssignedParameters)
        {
            if (!semantics.EffectsOfAssigning(parameter).IsEmpty)
                return true;
        }

        return false;
    }

    /// <summary>Whether an object may ever be in a state that is known: of others nothing is reported.</summary>
    private static bool DecidesState(GraphIndex index, IProtocolSemantics semantics)
    {
        if (index.Calls.Creates && Automaton.IsKnown(semantics.StateOfNew))
            return true;
        foreach (IMethodSymbol method in index.Calls.StepsFor(semantics))
        {
            if (LeadsToState(semantics.EffectsOf(method)) || Automaton.IsKnown(semantics.LentStateOf(method)) || semantics.SharingOf(method) is not null || LeadsCapturedToState(method, index, semantics))
                return true;
        }

        foreach (IParameterSymbol parameter in index.Calls.AssignedParameters)
        {
            if (LeadsToState(semantics.EffectsOfAssigning(parameter)))
                return true;
        }

        foreach (IParameterSymbol parameter in index.Function.Parameters)
        {
            if (semantics.Tracks(parameter.Type) && Automaton.IsKnown(semantics.EntryStateOf(parameter)))
                return true;
        }

        return false;
    }

    /// <summary>Whether the method certainly does something to what it finds in a variable of this function, as a local function does, or in a field of its object, as a private method does.</summary>
    private static bool LeadsAnyCapturedToState(GraphIndex index, IProtocolSemantics semantics)
    {
        foreach (IMethodSymbol method in index.Calls.StepsFor(semantics))
        {
            if (LeadsCapturedToState(method, index, semantics))
                return true;
        }

        return false;
    }

    private static bool LeadsCapturedToState(IMethodSymbol method, GraphIndex index, IProtocolSemantics semantics)
    {
        foreach (IFieldSymbol field in semantics.FieldsBehind(method))
        {
            if (semantics.EffectsOnCaptured(method.OriginalDefinition, field) is { } effects && LeadsToState(effects))
                return true;
        }

        if (method.MethodKind != MethodKind.LocalFunction)
            return false;
        foreach (ISymbol variable in index.Function.CapturesOf(method).Keys)
        {
            if (semantics.Tracks(TypeOf(variable)) && semantics.EffectsOnCaptured(method, variable) is { } effects && LeadsToState(effects))
                return true;
        }

        return false;
    }

    /// <summary>The type of a local, a parameter or a field.</summary>
    public static ITypeSymbol? TypeOf(ISymbol variable) => variable switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        _ => null,
    };

    private static bool LeadsToState(ImmutableArray<Effect> effects)
    {
        foreach (Effect effect in effects)
        {
            if (effect.DecidesState)
                return true;
        }

        return false;
    }

    private static IEnumerable<TrackedObject.Initial> InitialObjects(GraphIndex index, IProtocolSemantics semantics)
    {
        foreach (IParameterSymbol parameter in index.Function.Parameters)
        {
            if (parameter.RefKind != RefKind.Out && index.Variables.IsTrackable(parameter) && semantics.Tracks(parameter.Type) && !index.Function.Nested.Any(nested => HandedInward.Is(parameter, nested)))
                yield return new TrackedObject.Initial(parameter);
        }

        foreach (ISymbol outer in index.Function.Mentions)
        {
            if ((index.Variables.IsOuter(outer) || index.Variables.IsHandedInward(outer)) && index.Variables.IsTrackable(outer) && semantics.Tracks(TypeOf(outer)))
                yield return new TrackedObject.Initial(outer);
        }

        HashSet<IFieldSymbol> fields = new(SymbolEqualityComparer.Default);
        foreach (IFieldSymbol field in index.Calls.OwnFields)
        {
            if (semantics.Tracks(field.Type) && fields.Add(field))
                yield return new TrackedObject.Initial(field);
        }

        foreach (IMethodSymbol method in index.Calls.StepsFor(semantics))
        {
            foreach (IFieldSymbol field in semantics.FieldsBehind(method))
            {
                if (fields.Add(field))
                    yield return new TrackedObject.Initial(field);
            }
        }
    }

    /// <summary>The objects that the function gets from somebody else, or makes, on its way.</summary>
    public static List<TrackedObject.Made> MadeObjects(GraphIndex index, IProtocolSemantics semantics)
    {
        List<TrackedObject.Made> objects = [];
        foreach ((BasicBlock block, IOperation operation) in index.Calls.Sources)
        {
            switch (operation)
            {
                case IInvocationOperation or IObjectCreationOperation or IPropertyReferenceOperation:
                    AddMadeByCall(objects, block, index, semantics, operation);
                    break;
                case IAwaitOperation await
                    when semantics.Tracks(await.Type) && Awaiting.CallOf(await) is { } awaited && !semantics.EffectsOf(CallIndex.MethodOf(awaited, semantics)!).Move(EffectTarget.Result):
                    objects.Add(new(block, await, -1, IsLookedUp: !IsStored(await)));
                    break;
                case ILocalReferenceOperation named when semantics.Tracks(named.Type):
                    objects.Add(new(block, named, -1, IsLookedUp: true));
                    break;
                case IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation or IFieldReferenceOperation { Instance: not IInstanceReferenceOperation }
                    when semantics.Tracks(operation.Type) && !Assignment.IsOnlyWritten(operation):
                    objects.Add(new(block, operation, -1, IsLookedUp: true));
                    break;
                case IConversionOperation { OperatorMethod: null } conversion
                    when semantics.Tracks(conversion.Type) && !semantics.Tracks(conversion.Operand.Type) && !conversion.ConstantValue.HasValue:
                    objects.Add(new(block, operation, -1, IsLookedUp: true));
                    break;
                case IDeclarationPatternOperation or IRecursivePatternOperation
                    when operation is IPatternOperation pattern && semantics.Tracks(pattern.NarrowedType) && (IsNameForMember(pattern) || !semantics.Tracks(pattern.InputType)):
                    objects.Add(new(block, operation, -1, IsLookedUp: true));
                    break;
            }
        }

        return objects;
    }

    /// <summary>Whether the pattern gives a name to what a property or a field of the matched object, or a part into which it is taken apart, holds.</summary>
    private static bool IsNameForMember(IPatternOperation pattern)
        => pattern is { Parent: IPropertySubpatternOperation or IRecursivePatternOperation { DeconstructSymbol: IMethodSymbol } } and (IDeclarationPatternOperation { DeclaredSymbol: not null } or IRecursivePatternOperation { DeclaredSymbol: not null });

    private static void AddMadeByCall(List<TrackedObject.Made> objects, BasicBlock block, GraphIndex index, IProtocolSemantics semantics, IOperation call)
    {
        if (CallIndex.MethodOf(call, semantics) is not { } method)
            return;

        ImmutableArray<Effect> effects = semantics.EffectsOf(method);
        if (effects.Move(EffectTarget.Result))
        {
            objects.Add(new(block, call, -1, IsLookedUp: false));
        }
        else if (semantics.Tracks(call.Type)
            && !(semantics.PassedOn(method) is { } same && semantics.Tracks(method.Parameters[same.Ordinal].Type))
            && !(call is IPropertyReferenceOperation property && Assignment.IsOnlyWritten(property))
            && call.Parent is not IExpressionStatementOperation)
        {
            objects.Add(new(block, call, -1, IsLookedUp: call is IPropertyReferenceOperation || (call is IInvocationOperation && (!IsStored(call) || Readers.IsLookUp(method)))));
        }

        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.RefKind == RefKind.Ref && effects.Move(EffectTarget.Replacement, parameter.Ordinal))
                objects.Add(new(block, call, parameter.Ordinal, IsLookedUp: !effects.Any(effect => effect.IsInferred && effect.IsFor(EffectTarget.Replacement, parameter.Ordinal))));
            if (parameter.RefKind == RefKind.Out
                && (semantics.Tracks(parameter.Type) || effects.Move(EffectTarget.Argument, parameter.Ordinal)))
            {
                objects.Add(new(block, call, parameter.Ordinal, IsLookedUp: Readers.IsLookUp(method) || IsLookedUpInstead(call, parameter, index)));
            }
        }
    }

    /// <summary>Whether nobody gives the object a name that comes out, because the function finds it in a property of the one that handed it out.</summary>
    private static bool IsLookedUpInstead(IOperation call, IParameterSymbol parameter, GraphIndex index)
        => call is IInvocationOperation { Instance: { } holder } invocation
            && invocation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value is IDiscardOperation or IDeclarationExpressionOperation { Expression: IDiscardOperation }
            && index.Function.VariableOf(holder) is { } variable
            && index.Function.MentionsOf(variable).Any(mention => mention.Parent is IPropertyReferenceOperation property && property.Instance == mention && SymbolEqualityComparer.Default.Equals(property.Type, parameter.Type));

    /// <summary>Whether the value gets a name under which the rest of the function knows it.</summary>
    private static bool IsStored(IOperation value)
    {
        while (value.Parent is IConversionOperation or IAwaitOperation)
            value = value.Parent;
        return value.Parent is ISimpleAssignmentOperation;
    }
}
