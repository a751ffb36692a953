using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>An exception that the function throws itself.</summary>
/// <param name="Syntax">Where it does.</param>
/// <param name="Type">What it throws, as far as the compiler knows; null where it does not.</param>
/// <param name="IsExact">Whether it is of that type, and of none that derives from it.</param>
internal sealed record Thrown(SyntaxNode Syntax, ITypeSymbol? Type, bool IsExact)
{
    /// <summary>
    /// The <c>throw</c> at the block's end; the graph keeps no place for one that throws the caught exception on. Null for the one that the language adds to a <c>switch</c> expression, in case none of
    /// its arms should fit: nobody means to go that way.
    /// </summary>
    public static Thrown? At(BasicBlock block, ControlFlowGraph graph)
    {
        if (block.BranchValue is not { } value)
            return new Thrown(graph.OriginalOperation.Syntax, TypeCaughtAround(block), IsExact: false);
        if (value is { IsImplicit: true, Syntax: SwitchExpressionSyntax })
            return null;
        IOperation exception = Conversions.InsideBuiltIn(value);
        SyntaxNode syntax = value.Syntax.FirstAncestorOrSelf<SyntaxNode>(node => node is ThrowStatementSyntax or ThrowExpressionSyntax) ?? value.Syntax;
        return new Thrown(syntax, exception.ConstantValue.HasValue ? null : exception.Type, exception is IObjectCreationOperation);
    }

    /// <summary>Whether the handler catches the exception; null where that depends on what is known at run time only.</summary>
    public bool? IsCaughtBy(ControlFlowRegion handler)
    {
        if (Type is null || handler.ExceptionType is not { } caught)
            return null;
        if (IsOrDerivesFrom(Type, caught))
            return handler.Kind == ControlFlowRegionKind.Catch ? true : null;

        // What a type parameter stands for is not known here.
        bool isOpen = Type is ITypeParameterSymbol || caught is ITypeParameterSymbol || (!IsExact && IsOrDerivesFrom(caught, Type));
        return isOpen ? null : false;
    }

    /// <summary>Whether the operation makes an exception.</summary>
    public static bool IsMade(IOperation operation)
    {
        if (operation is not IObjectCreationOperation)
            return false;
        for (ITypeSymbol? one = operation.Type; one is not null; one = one.BaseType)
        {
            if (one is { Name: nameof(Exception), ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } })
                return true;
        }

        return false;
    }

    /// <summary>Whether the method is one of the library's that throw nothing: it exchanges values, fills memory, or says by its result that it could not do what it is called for. A part of memory may be out of its bounds.</summary>
    public static bool IsRuledOutBy(IMethodSymbol method, IOperation? receiver) => method.ContainingType switch
    {
        { Name: "Interlocked" or "Volatile", ContainingNamespace: { Name: "Threading", ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } } } => true,
        { Name: "ChannelWriter", ContainingNamespace: { Name: "Channels", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: nameof(System) } } } => method.Name is "TryWrite" or "TryComplete",
        { Name: "TaskCompletionSource", ContainingNamespace: { Name: "Tasks", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: nameof(System) } } } => method.Name.StartsWith("TrySet", StringComparison.Ordinal),
        { Name: "Span", ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } } => method.Name is "Clear" or "Fill" && receiver is not IImplicitIndexerReferenceOperation,
        _ => false,
    };

    private static bool IsOrDerivesFrom(ITypeSymbol type, ITypeSymbol ancestor)
    {
        for (ITypeSymbol? one = type; one is not null; one = one.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(one, ancestor))
                return true;
        }

        return false;
    }

    private static ITypeSymbol? TypeCaughtAround(BasicBlock block)
    {
        for (ControlFlowRegion? region = block.EnclosingRegion; region is not null && !Regions.IsWholeFunction(region); region = region.EnclosingRegion)
        {
            if (region.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler)
                return region.ExceptionType;
        }

        return null;
    }
}
