using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PageMove.Analyzers.Contracts;

/// <summary>The value of a mask that is written down once: a constant, or a field that is only read and whose initializer shows it.</summary>
internal static class FlagMasks
{
    private const int MaximumDepth = 16;

    /// <returns>Null where the value is not known.</returns>
    public static ulong? Of(IFieldSymbol field, ExhaustiveEnum flags) => Of(field, flags, depth: 0);

    /// <summary>The members that the type's own masks name, whether a mask says which may be set or which may not.</summary>
    public static ulong NamedBy(INamedTypeSymbol type, ExhaustiveEnum flags)
    {
        ulong named = 0;
        foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>())
        {
            if (SymbolEqualityComparer.Default.Equals(field.Type, flags.Type) && Of(field, flags) is { } mask)
                named |= IsComplement(mask, flags) ? ~mask : mask;
        }

        return named;
    }

    /// <summary>Whether the mask holds bits that no member has, as only "all but those" does.</summary>
    public static bool IsComplement(ulong mask, ExhaustiveEnum flags) => (mask & flags.AllBits & ~flags.NamedBits) != 0;

    private static ulong? Of(IFieldSymbol field, ExhaustiveEnum flags, int depth)
    {
        if (field.HasConstantValue)
            return ExhaustiveEnum.BitsOf(field.ConstantValue);
        if (!field.IsStatic || !field.IsReadOnly || depth > MaximumDepth)
            return null;
        return field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value }
            ? Of(value, field.ContainingType, flags, depth + 1)
            : null;
    }

    /// <summary>An initializer may stand in a file of its own, so it is read as it is written: names of members and masks, put together by operators.</summary>
    private static ulong? Of(ExpressionSyntax expression, INamedTypeSymbol type, ExhaustiveEnum flags, int depth)
    {
        if (depth > MaximumDepth)
            return null;
        switch (expression)
        {
            case ParenthesizedExpressionSyntax parenthesized:
                return Of(parenthesized.Expression, type, flags, depth + 1);
            case CastExpressionSyntax cast:
                return Of(cast.Expression, type, flags, depth + 1);
            case PrefixUnaryExpressionSyntax complement when complement.IsKind(SyntaxKind.BitwiseNotExpression):
                return ~Of(complement.Operand, type, flags, depth + 1);
            case BinaryExpressionSyntax binary:
                return (binary.Kind(), Of(binary.Left, type, flags, depth + 1), Of(binary.Right, type, flags, depth + 1)) switch
                {
                    (SyntaxKind.BitwiseOrExpression, { } left, { } right) => left | right,
                    (SyntaxKind.BitwiseAndExpression, { } left, { } right) => left & right,
                    (SyntaxKind.ExclusiveOrExpression, { } left, { } right) => left ^ right,
                    _ => null,
                };
            case MemberAccessExpressionSyntax { Expression: var owner, Name.Identifier.ValueText: var name } when LastNameOf(owner) is { } ownerName:
                return ownerName == flags.Type.Name ? ValueOf(name, flags.Type, flags, depth)
                    : ownerName == type.Name ? ValueOf(name, type, flags, depth)
                    : null;
            case IdentifierNameSyntax { Identifier.ValueText: var name }:
                return ValueOf(name, type, flags, depth);
            default:
                return null;
        }
    }

    private static ulong? ValueOf(string name, INamedTypeSymbol type, ExhaustiveEnum flags, int depth)
        => type.GetMembers(name) is [IFieldSymbol field] ? Of(field, flags, depth + 1) : null;

    private static string? LastNameOf(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        _ => null,
    };
}
