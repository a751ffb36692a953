using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>What every run over one function's graph needs to know of it, found once.</summary>
internal sealed class GraphIndex(FunctionGraph function, Func<IMethodSymbol, bool> blocks)
{
    public FunctionGraph Function => function;

    public ControlFlowGraph Graph => function.Graph;

    public VariableIndex Variables { get; } = new(function);

    public ConditionIndex Conditions { get; } = new(function);

    public ResultIndex Results { get; } = new(function);

    public Originals Originals { get; } = new(function);

    /// <summary>Whether the method may block its thread until somebody else does something.</summary>
    public bool Blocks(IMethodSymbol method) => blocks(method);

    /// <summary>Whether the function names at most one object of the type, so that it is clear which one an event is about.</summary>
    public bool NamesOnlyOne(ITypeSymbol type)
    {
        ISymbol? only = null;
        foreach (IOperation operation in function.Operations)
        {
            ISymbol? named = operation switch
            {
                ILocalReferenceOperation local => local.Local,
                IParameterReferenceOperation parameter => parameter.Parameter,
                IFieldReferenceOperation field => field.Field,
                _ => null,
            };
            if (named is null || !SymbolEqualityComparer.Default.Equals(operation.Type, type) || SymbolEqualityComparer.Default.Equals(named, only))
                continue;
            if (only is not null)
                return false;
            only = named;
        }

        return true;
    }
}
