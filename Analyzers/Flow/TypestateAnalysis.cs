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

        foreach (ISymbol variable in InitialObjects(index, semantics))
        {
            int state = variable is IParameterSymbol parameter ? semantics.EntryStateOf(parameter) : Automaton.Unknown;
            ObjectRun.FollowInitial(index, semantics, variable, state, report, cancellation);
        }

        List<(BasicBlock Block, TrackedObject.Made Object)> made = [.. MadeObjects(index, semantics)];
        if (made.Count is 0 or > MaximumObjects)
            return;
        PathRun paths = new(index, semantics, cancellation);
        if (!paths.IsReliable)
            return;
        foreach ((BasicBlock block, TrackedObject.Made tracked) in made)
            ObjectRun.FollowMade(index, semantics, paths, block, tracked, report, cancellation);
    }

    private static bool HasEffects(FunctionGraph function, IProtocolSemantics semantics)
    {
        foreach (IOperation operation in function.Operations)
        {
            if (MethodOf(operation) is { } method && !semantics.EffectsOf(method).IsEmpty)
                return true;
            if (operation is ISimpleAssignmentOperation { Target: IParameterReferenceOperation { Parameter: var parameter } }
                && !semantics.EffectsOfAssigning(parameter).IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<ISymbol> InitialObjects(GraphIndex index, IProtocolSemantics semantics)
    {
        foreach (IParameterSymbol parameter in index.Function.Parameters)
        {
            if (parameter.RefKind != RefKind.Out && index.IsTrackable(parameter) && semantics.Tracks(parameter.Type))
                yield return parameter;
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
                yield return field;
            }
        }
    }

    private static IEnumerable<(BasicBlock Block, TrackedObject.Made Object)> MadeObjects(GraphIndex index, IProtocolSemantics semantics)
    {
        foreach (BasicBlock block in index.Graph.Blocks)
        {
            IEnumerable<IOperation> roots = block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations;
            foreach (IOperation operation in roots.SelectMany(root => root.DescendantsAndSelf()))
            {
                switch (operation)
                {
                    case IInvocationOperation or IObjectCreationOperation or IPropertyReferenceOperation:
                        if (MethodOf(operation) is not { } method)
                            break;
                        if (Yields(semantics, operation, method, EffectTarget.Result, -1, operation.Type))
                            yield return (block, new TrackedObject.Made(operation, -1));
                        foreach (IParameterSymbol parameter in method.Parameters)
                        {
                            if (parameter.RefKind == RefKind.Out
                                && Yields(semantics, operation, method, EffectTarget.Argument, parameter.Ordinal, parameter.Type))
                            {
                                yield return (block, new TrackedObject.Made(operation, parameter.Ordinal));
                            }
                        }

                        break;
                    case IArrayElementReferenceOperation or IFieldReferenceOperation { Instance: not IInstanceReferenceOperation }
                        when semantics.Tracks(operation.Type) && !Assignment.IsOnlyWritten(operation):
                        yield return (block, new TrackedObject.Made(operation, -1));
                        break;
                }
            }
        }
    }

    private static bool Yields(
        IProtocolSemantics semantics, IOperation operation, IMethodSymbol method, EffectTarget target, int ordinal, ITypeSymbol? type)
    {
        ImmutableArray<Effect> effects = semantics.EffectsOf(method);
        if (effects.Any(effect => effect.IsFor(target, ordinal) && effect.To != Effect.Stay))
            return true;
        return semantics.Tracks(type)
            && !(operation is IPropertyReferenceOperation property && Assignment.IsOnlyWritten(property))
            && operation.Parent is not IExpressionStatementOperation;
    }

    private static IMethodSymbol? MethodOf(IOperation operation) => operation switch
    {
        IInvocationOperation invocation => invocation.TargetMethod,
        IObjectCreationOperation creation => creation.Constructor,
        IPropertyReferenceOperation property => property.Property.GetMethod ?? property.Property.SetMethod,
        _ => null,
    };
}
