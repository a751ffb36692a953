using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>The object that a run follows, named by where it comes from.</summary>
internal abstract record TrackedObject
{
    private TrackedObject()
    {
    }

    /// <summary>The type that the object has where it comes from, whatever the types of the variables are that it gets into.</summary>
    public abstract ITypeSymbol? Type { get; }

    /// <summary>What the variable holds when the function is entered: a parameter, or a field of <c>this</c>.</summary>
    public sealed record Initial(ISymbol Variable) : TrackedObject
    {
        public override ITypeSymbol? Type => Variable switch
        {
            IParameterSymbol parameter => parameter.Type,
            ILocalSymbol local => local.Type,
            IFieldSymbol kept => kept.Type,
            _ => null,
        };
    }

    /// <summary>What an expression names from one step of the protocol on, for as long as nobody else can have come to it: to be followed where the object itself cannot be.</summary>
    public sealed record Named(AccessPath Path) : TrackedObject
    {
        public override ITypeSymbol? Type => Path.Mentions.First().Type;
    }

    /// <summary>What the operation yields each time it is executed: its value, or its <c>out</c> argument.</summary>
    /// <param name="Block">The block in which the operation is.</param>
    /// <param name="Operation">A call, a creation, or a read of a property, field or element.</param>
    /// <param name="OutOrdinal">The parameter that hands the object out, or puts it where a <c>ref</c> argument points to; -1 for the value.</param>
    /// <param name="IsLookedUp">Whether the object exists already, and the same look-up may yield it again.</param>
    public sealed record Made(BasicBlock Block, IOperation Operation, int OutOrdinal, bool IsLookedUp) : TrackedObject
    {
        public override ITypeSymbol? Type => Operation switch
        {
            IInvocationOperation or IObjectCreationOperation when OutOrdinal >= 0 => ParametersOf(Operation)[OutOrdinal].Type,
            IPatternOperation pattern => pattern.NarrowedType,
            _ => Awaiting.ResultOf(Operation.Type),
        };

        /// <summary>Whether each time a new object comes to the function, or a new claim to one, and in a state in which somebody has to give it back.</summary>
        public bool IsOwedFromTheStart(IProtocolSemantics semantics)
            => CallIndex.MethodOf(Operation, semantics) is { } maker
                && semantics.EffectsOf(maker).Any(effect => effect.DecidesState && Automaton.Contains(semantics.Automaton.ForbidsLeaving, effect.To) && IsMadeBy(effect));

        /// <summary>Whether the effect of the operation is one on the object that it makes: not on one that was in the place by reference before.</summary>
        public bool IsMadeBy(Effect effect)
            => OutOrdinal < 0 ? effect.Target == EffectTarget.Result : effect.IsFor(ParametersOf(Operation)[OutOrdinal].RefKind == RefKind.Out ? EffectTarget.Argument : EffectTarget.Replacement, OutOrdinal);

        private static ImmutableArray<IParameterSymbol> ParametersOf(IOperation operation) => operation switch
        {
            IInvocationOperation call => call.TargetMethod.Parameters,
            IObjectCreationOperation { Constructor: { } constructor } => constructor.Parameters,
            _ => ImmutableArray<IParameterSymbol>.Empty,
        };

        /// <summary>The variable to which the operation assigns the object; null where it has no name.</summary>
        public ISymbol? TargetIn(FunctionGraph function)
        {
            if (OutOrdinal >= 0 && Operation is IInvocationOperation call)
            {
                IOperation? argument = call.Arguments.FirstOrDefault(candidate => candidate.Parameter?.Ordinal == OutOrdinal)?.Value;
                return argument is null ? null : function.VariableOf(argument is IDeclarationExpressionOperation declaration ? declaration.Expression : argument);
            }

            if (Operation is ILocalReferenceOperation)
                return function.VariableOf(Operation);
            IOperation value = Operation;
            while (value.Parent is IConversionOperation or IAwaitOperation)
                value = value.Parent;
            return value.Parent is ISimpleAssignmentOperation assignment ? function.VariableOf(assignment.Target) : null;
        }
    }
}
