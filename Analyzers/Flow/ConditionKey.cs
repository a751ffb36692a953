using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// A condition that has the same value each time it is evaluated, until one of its variables is assigned: <c>count &gt; 0</c>,
/// <c>options.Locking</c>. Two branches on the same condition are correlated through its text.
/// </summary>
/// <param name="Text">What the condition is known by; the same for a condition and its negation.</param>
/// <param name="IsNegated">Whether the operation is the negation of <paramref name="Text"/>.</param>
/// <param name="Symbols">The variables whose assignment ends what was known.</param>
internal sealed record ConditionKey(string Text, bool IsNegated, ImmutableArray<ISymbol> Symbols)
{
    private const int MaximumDepth = 8;

    public static ConditionKey? Of(IOperation operation)
    {
        bool negated = false;
        while (operation is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not)
        {
            negated = !negated;
            operation = not.Operand;
        }

        ImmutableArray<ISymbol>.Builder symbols = ImmutableArray.CreateBuilder<ISymbol>();
        StringBuilder text = new();
        if (operation is IBinaryOperation { OperatorMethod: null } binary && PositiveForm(binary.OperatorKind) is { } form)
        {
            if (!Append(binary.LeftOperand, text, symbols, 0))
                return null;
            text.Append(form.Symbol);
            if (!Append(binary.RightOperand, text, symbols, 0))
                return null;
            negated ^= form.IsNegated;
        }
        else if (operation is not IPropertyReferenceOperation || !Append(operation, text, symbols, 0))
        {
            return null;
        }

        return new ConditionKey(text.ToString(), negated, symbols.ToImmutable());
    }

    private static (string Symbol, bool IsNegated)? PositiveForm(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Equals => ("==", false),
        BinaryOperatorKind.NotEquals => ("==", true),
        BinaryOperatorKind.LessThan => ("<", false),
        BinaryOperatorKind.GreaterThanOrEqual => ("<", true),
        BinaryOperatorKind.GreaterThan => (">", false),
        BinaryOperatorKind.LessThanOrEqual => (">", true),
        _ => null,
    };

    private static bool Append(IOperation operation, StringBuilder text, ImmutableArray<ISymbol>.Builder symbols, int depth)
    {
        if (depth > MaximumDepth)
            return false;
        if (operation.ConstantValue.HasValue)
        {
            text.Append('#').Append(operation.ConstantValue.Value ?? "null");
            return true;
        }

        switch (operation)
        {
            case ILocalReferenceOperation local:
                symbols.Add(local.Local);
                text.Append(local.Local.Name);
                return true;
            case IParameterReferenceOperation parameter:
                symbols.Add(parameter.Parameter);
                text.Append(parameter.Parameter.Name);
                return true;
            case IInstanceReferenceOperation:
                text.Append("this");
                return true;
            case IConversionOperation { OperatorMethod: null } conversion:
                return Append(conversion.Operand, text, symbols, depth + 1);
            case IParenthesizedOperation parenthesized:
                return Append(parenthesized.Operand, text, symbols, depth + 1);
            case IFieldReferenceOperation field:
                symbols.Add(field.Field);
                return AppendMember(field, text, symbols, depth);
            case IPropertyReferenceOperation { Arguments.IsEmpty: true } property:
                symbols.Add(property.Property);
                return AppendMember(property, text, symbols, depth);
            case IBinaryOperation { OperatorMethod: null } binary:
                text.Append('(');
                if (!Append(binary.LeftOperand, text, symbols, depth + 1))
                    return false;
                text.Append(binary.OperatorKind);
                if (!Append(binary.RightOperand, text, symbols, depth + 1))
                    return false;
                text.Append(')');
                return true;
            default:
                return false;
        }
    }

    private static bool AppendMember(IMemberReferenceOperation member, StringBuilder text, ImmutableArray<ISymbol>.Builder symbols, int depth)
    {
        if (member.Instance is { } instance)
        {
            if (!Append(instance, text, symbols, depth + 1))
                return false;
        }
        else
        {
            text.Append(member.Member.ContainingType?.Name);
        }

        text.Append('.').Append(member.Member.Name);
        return true;
    }
}
