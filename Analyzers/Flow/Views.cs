using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>Views of an object's memory: the spans and memories that its members hand out.</summary>
internal static class Views
{
    /// <summary>Whether a value of the type is a window on memory through which it can be written.</summary>
    public static bool IsWritable(ITypeSymbol? type) => type is
    {
        Name: "Span" or "Memory" or "ArraySegment",
        ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true },
    };

    /// <summary>Whether a value of the type is a window on memory that somebody else owns.</summary>
    public static bool IsView(ITypeSymbol? type) => IsWritable(type) || type is
    {
        Name: "ReadOnlySpan" or "ReadOnlyMemory",
        ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true },
    }
    or
    {
        Name: "ReadOnlySequence",
        ContainingNamespace.ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true },
    };

    /// <summary>Whether an object of the type hands out views of memory that it keeps, as an <c>IMemoryOwner</c> does.</summary>
    public static bool IsOwner(ITypeSymbol? type)
    {
        for (; type is { IsReferenceType: true } and not IArrayTypeSymbol; type = type.BaseType)
        {
            foreach (ISymbol member in type.GetMembers())
            {
                if (member is IPropertySymbol { IsStatic: false } property && IsView(property.Type))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether the operation gets another owner of its memory out of the object that it is called on, by whom that may be kept; to ask him something keeps nothing.</summary>
    public static bool HandsOutOwner(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation property => IsOwner(property.Type) && !(property.Parent is IPropertyReferenceOperation asked && asked.Instance == property),
        IInvocationOperation call => IsOwner(call.Type) || call.Arguments.Any(static argument => argument is { Parameter.RefKind: RefKind.Out, Value: not IDiscardOperation } && IsOwner(argument.Value.Type)),
        _ => false,
    };

    /// <summary>Whether the method makes a view of the array, or a part of the view, that is its first argument.</summary>
    public static bool IsMakerOfView(IMethodSymbol method)
        => method.MethodKind == MethodKind.Constructor
            ? IsView(method.ContainingType)
            : method is { Name: "AsSpan" or "AsMemory", ContainingType: { Name: "MemoryExtensions", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } };

    /// <summary>Whether the method pins the memory that the view is of, or the object has.</summary>
    public static bool IsPinned(IMethodSymbol method)
        => method is { Name: "Pin", ReturnType: { Name: "MemoryHandle", ContainingNamespace.ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } };

    /// <summary>Whether the expression that uses the view touches the memory, and does not only give the view another name or ask for its length.</summary>
    public static bool IsTouched(IOperation view) => view.Parent switch
    {
        null or IFlowCaptureOperation or IReturnOperation or IBinaryOperation or IDeclarationExpressionOperation => false,
        ISimpleAssignmentOperation => false,
        IPropertyReferenceOperation property => property.Instance != view || property.Property.Name is not ("Length" or "IsEmpty" or "Count" or "Offset" or "Array"),
        IConversionOperation conversion => IsTouched(conversion),
        IImplicitIndexerReferenceOperation part when IsView(part.Type) => IsTouched(part),
        IInvocationOperation { TargetMethod.Name: "Slice" } part when part.Instance == view => IsTouched(part),
        _ => true,
    };

    /// <summary>Whether the expression takes an element of a view by reference, into a variable.</summary>
    public static bool IsTakenByReference(IOperation element)
        => element is IPropertyReferenceOperation { Property: { IsIndexer: true, ReturnsByRef: true } } or IImplicitIndexerReferenceOperation
            && element.Parent is ISimpleAssignmentOperation { IsRef: true } assignment && assignment.Value == element;

    /// <summary>Whether the operation names an element of a view, which is a variable by reference.</summary>
    public static bool IsElement(IOperation operation) => operation is ILocalReferenceOperation { Local.IsRef: true };

    /// <summary>Where the expression that uses the view writes the memory: through an element, by a method that fills it, or by handing it to one that may; null where it does not.</summary>
    public static SyntaxNode? PlaceOfWrite(IOperation view)
    {
        SyntaxNode place = view.Syntax;
        while (true)
        {
            switch (view.Parent)
            {
                case IPropertyReferenceOperation { Property.IsIndexer: true } element when element.Instance == view:
                    if (IsWritable(element.Type))
                        break;
                    return Assignment.IsTarget(element) ? place : null;
                case IPropertyReferenceOperation { Property.Name: "Span" } span when span.Instance == view && IsWritable(span.Type):
                    break;
                case IImplicitIndexerReferenceOperation part when part.Instance == view:
                    if (IsWritable(part.Type))
                        break;
                    return Assignment.IsTarget(part) ? place : null;
                case IInvocationOperation { TargetMethod.Name: "Slice" } slice when slice.Instance == view:
                    break;
                case IConversionOperation { OperatorMethod: null } same when IsWritable(same.Type):
                    break;
                case IInvocationOperation { TargetMethod.Name: "Clear" or "Fill" } filled when filled.Instance == view:
                    return place;
                case IInvocationOperation { TargetMethod.Name: "GetEnumerator" } enumeration when enumeration.Instance == view:
                    return WriteInLoop(enumeration.Syntax);
                case IArgumentOperation { Parameter: { RefKind: RefKind.None } parameter, Parent: IInvocationOperation call }:
                    // An extension's receiver is read unless the name says otherwise: AsSpan, SequenceEqual, IndexOf take a span that they could write.
                    return IsWritable(parameter.Type) && (call.TargetMethod.IsExtensionMethod && parameter.Ordinal == 0 ? IsRearranger(call.TargetMethod) : !IsReader(call.TargetMethod)) ? place : null;
                default:
                    return null;
            }

            view = view.Parent;
        }
    }

    /// <summary>Where the loop over the view, which takes each element by reference, first assigns to it; null where it does not.</summary>
    private static SyntaxNode? WriteInLoop(SyntaxNode enumerated)
        => enumerated.FirstAncestorOrSelf<ForEachStatementSyntax>() is { Type: RefTypeSyntax { ReadOnlyKeyword.RawKind: 0 } } loop && loop.Expression.Span.Contains(enumerated.Span)
            ? loop.Statement.DescendantNodesAndSelf().FirstOrDefault(node => node switch
            {
                AssignmentExpressionSyntax assignment => IsElement(assignment.Left, loop),
                PrefixUnaryExpressionSyntax increment when increment.OperatorToken.IsKind(SyntaxKind.PlusPlusToken) || increment.OperatorToken.IsKind(SyntaxKind.MinusMinusToken)
                    => IsElement(increment.Operand, loop),
                PostfixUnaryExpressionSyntax increment => IsElement(increment.Operand, loop),
                _ => false,
            })
            : null;

    private static bool IsElement(ExpressionSyntax expression, ForEachStatementSyntax loop)
        => expression is IdentifierNameSyntax name && name.Identifier.ValueText == loop.Identifier.ValueText;

    /// <summary>Whether the extension writes the span that it is called on.</summary>
    private static bool IsRearranger(IMethodSymbol method)
        => method is { Name: "Reverse" or "Sort" or "Replace" or "ReplaceAny" or "ReplaceAnyExcept", ReturnsVoid: true, ContainingType.Name: "MemoryExtensions" };

    /// <summary>Whether the method takes a span that it could write and only reads it.</summary>
    private static bool IsReader(IMethodSymbol method)
        => method.ContainingType.Name switch
        {
            "BinaryPrimitives" => method.Name.StartsWith("Read", StringComparison.Ordinal),
            "MemoryMarshal" => method.Name is not ("Write" or "TryWrite"),
            "Unsafe" or "Assert" => true,
            _ => false,
        };
}
