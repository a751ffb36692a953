using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PageMove.Analyzers.Contracts;

/// <summary>What an attribute can stand on.</summary>
internal enum ContractTargetKind
{
    Type,
    Member,
    Result,
    Parameter,
}

/// <summary>What a contract attribute in the source stands on, and which others stand there with it.</summary>
/// <param name="Kind">What it stands on.</param>
/// <param name="Symbol">The type, the member or the parameter; of a result, the method.</param>
/// <param name="Method">The method that is called, an accessor of a property; null for a type.</param>
/// <param name="Attributes">All attributes that stand there.</param>
internal sealed record ContractTarget(ContractTargetKind Kind, ISymbol Symbol, IMethodSymbol? Method, ImmutableArray<AttributeData> Attributes)
{
    /// <summary>The types of which one says the protocols that the attributes speak of; none where there is no object.</summary>
    public ImmutableArray<ITypeSymbol> Subjects => Kind switch
    {
        ContractTargetKind.Type => ImmutableArray.Create((ITypeSymbol)Symbol),
        ContractTargetKind.Member when Method is { MethodKind: MethodKind.Constructor } or { IsStatic: false, MethodKind: not (MethodKind.LocalFunction or MethodKind.AnonymousFunction) }
            => ImmutableArray.Create<ITypeSymbol>(Method.ContainingType),
        ContractTargetKind.Result => WithArgument(Method!.ReturnType),
        ContractTargetKind.Parameter => ImmutableArray.Create(((IParameterSymbol)Symbol).Type),
        _ => ImmutableArray<ITypeSymbol>.Empty,
    };

    /// <summary>The type of what a caller gets to look at; two where it may be what is awaited. None where there is nothing.</summary>
    public ImmutableArray<ITypeSymbol> Results => Method switch
    {
        null or { ReturnsVoid: true } or { MethodKind: MethodKind.Constructor } => ImmutableArray<ITypeSymbol>.Empty,
        _ => WithArgument(Method.ReturnType),
    };

    /// <summary>The contract attributes, in the source's order.</summary>
    public IEnumerable<AttributeData> Contracts => Attributes.Where(ContractAttributes.IsContract);

    /// <returns>Null where the attribute stands on something that contracts are not for.</returns>
    public static ContractTarget? Of(AttributeSyntax attribute, SemanticModel model, CancellationToken cancellation)
    {
        if (attribute.Parent is not AttributeListSyntax { Parent: { } declaration } list)
            return null;
        ISymbol? symbol = declaration is LambdaExpressionSyntax
            ? model.GetSymbolInfo(declaration, cancellation).Symbol
            : model.GetDeclaredSymbol(declaration, cancellation);
        bool isOfResult = list.Target?.Identifier.ValueText == "return";
        if (list.Target is not null && !isOfResult)
            return null;
        return symbol switch
        {
            IMethodSymbol method when isOfResult => new ContractTarget(ContractTargetKind.Result, method, method, method.GetReturnTypeAttributes()),
            IMethodSymbol method => new ContractTarget(ContractTargetKind.Member, method, method, method.GetAttributes()),
            IPropertySymbol property => new ContractTarget(ContractTargetKind.Member, property, property.GetMethod ?? property.SetMethod, property.GetAttributes()),
            IParameterSymbol parameter => new ContractTarget(ContractTargetKind.Parameter, parameter, MethodOf(parameter), parameter.GetAttributes()),
            INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface or TypeKind.Enum } type => new ContractTarget(ContractTargetKind.Type, type, null, type.GetAttributes()),
            _ => null,
        };
    }

    private static IMethodSymbol? MethodOf(IParameterSymbol parameter) => parameter.ContainingSymbol switch
    {
        IMethodSymbol method => method,
        IPropertySymbol property => property.GetMethod ?? property.SetMethod,
        _ => null,
    };

    private static ImmutableArray<ITypeSymbol> WithArgument(ITypeSymbol type)
        => type is INamedTypeSymbol { TypeArguments: [{ } argument] } ? ImmutableArray.Create(type, argument) : ImmutableArray.Create(type);
}
