using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>Truths, numbers and enums by which code remembers what became of an object, be it in a field or in a variable of a function around.</summary>
internal static class Flag
{
    /// <summary>Whether what is in the variable or the field can be a flag, by its type.</summary>
    public static bool MayBe(ISymbol symbol) => TypestateAnalysis.TypeOf(symbol) is { } type && MayBe(type);

    private static bool MayBe(ITypeSymbol type) => type is { SpecialType: SpecialType.System_Boolean or SpecialType.System_Int32 } or { TypeKind: TypeKind.Enum };

    /// <summary>The field of <c>this</c>, or the static flag, that the operation names, itself or as the property that keeps a flag in it; null for any other.</summary>
    public static IFieldSymbol? FieldOf(IOperation operation) => operation switch
    {
        IFieldReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }, Field: var field } => field,
        IFieldReferenceOperation { Field: var field } when IsStatic(field) => field,
        IPropertyReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }, Property: var property } => FieldBehind(property),
        _ => null,
    };

    /// <summary>Whether the field is a static one, and can be a flag by its type.</summary>
    public static bool IsStatic(IFieldSymbol field) => field is { IsStatic: true, IsConst: false, IsReadOnly: false, IsVolatile: false } && MayBe(field);

    /// <summary>The field in which a property keeps a flag that does nothing else, and that nobody replaces; null for any other.</summary>
    public static IFieldSymbol? FieldBehind(IPropertySymbol property)
        => property is { IsVirtual: false, IsOverride: false, IsAbstract: false, IsIndexer: false, SetMethod: not null, ContainingType.TypeKind: TypeKind.Class or TypeKind.Struct }
            && MayBe(property.Type)
            && IsPlain(property.GetMethod)
            && IsPlain(property.SetMethod)
                ? BackingField.Of(property)
                : null;

    private static bool IsPlain(IMethodSymbol? accessor) => accessor?.DeclaringSyntaxReferences is [{ } declaration] && declaration.GetSyntax() is AccessorDeclarationSyntax { Body: null, ExpressionBody: null };

    /// <summary>
    /// Whether the function's own variable is a flag that is written by local functions, too, but only by such as are called where they are seen: between two of these calls it keeps its value.
    /// </summary>
    public static bool IsShared(ISymbol variable, FunctionGraph owner)
        => variable is ILocalSymbol { IsRef: false } or IParameterSymbol { RefKind: RefKind.None }
            && MayBe(variable)
            && !owner.AndAllNested.Any(function => function.Operations.Any(operation => RunsLater(operation, function) && IsWrittenBehind(operation, variable, function)));

    /// <summary>Whether the local function that is called writes the variable, or one that it calls; what a branch is to be written into is captured first.</summary>
    public static bool IsWritten(List<IOperation> mentions) => mentions.Exists(static mention => Assignment.IsTarget(mention) || mention.Parent is IFlowCaptureOperation);

    private static bool IsWrittenBehind(IOperation operation, ISymbol variable, FunctionGraph function)
        => function.CapturesOf(operation).TryGetValue(variable, out List<IOperation>? mentions) && IsWritten(mentions);

    /// <summary>Whether a function is made that somebody may call at any time, or called that may go on when the call has returned.</summary>
    private static bool RunsLater(IOperation operation, FunctionGraph function) => operation switch
    {
        IFlowAnonymousFunctionOperation => true,
        IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } => true,
        IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } method } call
            => method.IsAsync || function.BodyOf(call)?.Operations.Any(static part => part.Kind is OperationKind.YieldReturn or OperationKind.YieldBreak) != false,
        _ => false,
    };
}

/// <summary>What a callee leaves in a flag.</summary>
/// <param name="Flag">The field, or the variable of a function around.</param>
/// <param name="Value">The constant that is in it whenever the callee returns; not known where that is not always the same.</param>
internal sealed record FlagLeft(ISymbol Flag, Value Value)
{
    /// <summary>What the ways out of a function have in common, and what it writes besides.</summary>
    public static ImmutableArray<FlagLeft> Common(IReadOnlyList<SummaryExit> ways, FlagIndex written)
    {
        Dictionary<ISymbol, Value> common = new(SymbolEqualityComparer.Default);
        foreach (ISymbol flag in written.Flags)
            common[flag] = Value.Unknown;
        foreach (FlagLeft left in ways.Count == 0 ? ImmutableArray<FlagLeft>.Empty : ways[0].Flags)
        {
            if (ways.All(way => way.Flags.Contains(left)))
                common[left.Flag] = left.Value;
        }

        return common.Select(static left => new FlagLeft(left.Key, left.Value)).ToImmutableArray();
    }
}
