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
