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
    /// <summary>Whether the condition looks inside an object, and does not only compare variables.</summary>
    public bool ReadsMember => Text.IndexOf('.') >= 0 || Text.IndexOf('[') >= 0;

    private const int MaximumDepth = 8;

    private static readonly string[] PredicatePrefixes = ["Is", "Has", "Can", "Should", "Equals", "Contains", "StartsWith", "EndsWith"];

    /// <param name="operation">The condition.</param>
    /// <param name="counters">The variables that the function counts by.</param>
    public static ConditionKey? Of(IOperation operation, Counters counters)
    {
        bool negated = false;
        operation = Negations.Inside(operation, ref negated);

        ImmutableArray<ISymbol>.Builder symbols = ImmutableArray.CreateBuilder<ISymbol>();
        StringBuilder text = new();
        if (operation is IBinaryOperation { OperatorMethod: null } binary && Comparison.Is(binary))
        {
            (IOperation leftOperand, BinaryOperatorKind kind, IOperation rightOperand) = counters.Oriented(binary);
            if (!AppendComparison(Comparison.Of(leftOperand, kind, rightOperand), text, symbols, ref negated))
                return null;
        }
        else if (operation is IBinaryOperation { OperatorMethod: null, OperatorKind: BinaryOperatorKind.And or BinaryOperatorKind.Or, Type.SpecialType: SpecialType.System_Boolean })
        {
            if (!Append(operation, text, symbols, 0))
                return null;
        }
        else if (operation is IIsPatternOperation pattern)
        {
            IPatternOperation matched = pattern.Pattern;
            while (matched is INegatedPatternOperation not)
            {
                negated = !negated;
                matched = not.Pattern;
            }

            if (Comparison.Of(pattern.Value, matched) is { } comparison)
            {
                if (!AppendComparison(comparison, text, symbols, ref negated))
                    return null;
            }
            else
            {
                if (TextOf(matched) is not { } matchedText || !Append(pattern.Value, text, symbols, 0))
                    return null;
                text.Append(" is ").Append(matchedText);
            }
        }
        else if (operation is IIsTypeOperation isType)
        {
            if (!Append(isType.ValueOperand, text, symbols, 0))
                return null;
            text.Append(" is ").Append(isType.TypeOperand.ToDisplayString());
        }
        else if (operation is IInvocationOperation { Arguments: [{ Value: var left }, { Value: var right }] } asked && FlowAttributes.ComparesReferences(asked.TargetMethod))
        {
            if (!Append(left, text, symbols, 0))
                return null;
            text.Append("==");
            if (!Append(right, text, symbols, 0))
                return null;
        }
        else if (operation is not (IPropertyReferenceOperation or IInvocationOperation) || !Append(operation, text, symbols, 0))
        {
            return null;
        }

        return new ConditionKey(text.ToString(), negated, symbols.ToImmutable());
    }

    /// <summary>The key of an element, by which two mentions of it are known to be the same place; null for what is not an element.</summary>
    public static ConditionKey? OfElement(IOperation operation)
    {
        (IOperation? container, IEnumerable<IOperation> indices) = operation switch
        {
            IArrayElementReferenceOperation element => (element.ArrayReference, element.Indices),
            IPropertyReferenceOperation { Property: { IsIndexer: true, RefKind: RefKind.Ref }, Arguments: var arguments } indexer
                => (indexer.Instance, arguments.Select(argument => argument.Value)),
            _ => (null, []),
        };
        ImmutableArray<ISymbol>.Builder symbols = ImmutableArray.CreateBuilder<ISymbol>();
        StringBuilder text = new();
        if (container is null || !Append(container, text, symbols, 0))
            return null;
        foreach (IOperation index in indices)
        {
            text.Append('[');
            if (!Append(index, text, symbols, 0))
                return null;
        }

        return new ConditionKey(text.ToString(), false, symbols.ToImmutable());
    }

    /// <summary>The key of a variable, a member or an element, by which two mentions of it are known to be the same place; null for what may be another one each time.</summary>
    public static ConditionKey? OfPath(IOperation operation)
    {
        ImmutableArray<ISymbol>.Builder symbols = ImmutableArray.CreateBuilder<ISymbol>();
        StringBuilder text = new();
        return AppendPath(operation, text, symbols, 0) ? new ConditionKey(text.ToString(), false, symbols.ToImmutable()) : null;
    }

    private static bool AppendPath(IOperation operation, StringBuilder text, ImmutableArray<ISymbol>.Builder symbols, int depth)
    {
        (IOperation? whole, IEnumerable<IOperation> indices) = operation switch
        {
            IArrayElementReferenceOperation element => (element.ArrayReference, element.Indices),
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance, Arguments: var arguments } => (instance, arguments.Select(argument => argument.Value)),
            IPropertyReferenceOperation or IFieldReferenceOperation when ((IMemberReferenceOperation)operation).Instance is { } owner => (owner, []),
            _ => (null, (IEnumerable<IOperation>)[]),
        };
        if (whole is null || depth > MaximumDepth)
            return operation is ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation && Append(operation, text, symbols, depth);
        if (!AppendPath(whole, text, symbols, depth + 1))
            return false;
        if (operation is IMemberReferenceOperation { Member: { } member } && !(member is IPropertySymbol { IsIndexer: true }))
        {
            symbols.Add(member);
            text.Append('.').Append(member.Name);
        }

        foreach (IOperation index in indices)
        {
            text.Append('[');
            if (!Append(index, text, symbols, depth + 1))
                return false;
        }

        return true;
    }

    /// <returns>What names a value that is read from variables and members only; null for any other.</returns>
    public static string? TextOf(IOperation operation)
    {
        StringBuilder text = new();
        return Append(operation, text, ImmutableArray.CreateBuilder<ISymbol>(), 0) ? text.ToString() : null;
    }

    private static bool AppendComparison(Comparison comparison, StringBuilder text, ImmutableArray<ISymbol>.Builder symbols, ref bool negated)
    {
        StringBuilder left = new();
        StringBuilder right = new();
        if (!Append(comparison.Left, left, symbols, 0) || !(comparison.Bound is { } bound ? right.Append('#').Append(bound) is not null : Append(comparison.Right, right, symbols, 0)))
            return false;

        // Of two that are equal it does not matter which is named first.
        bool isSwapped = comparison.Symbol == Comparison.Equal && string.CompareOrdinal(left.ToString(), right.ToString()) > 0;
        text.Append(isSwapped ? right : left).Append(comparison.Symbol).Append(isSwapped ? left : right);
        negated ^= comparison.IsNegated;
        return true;
    }

    /// <summary>What a pattern says; null where it does more than ask.</summary>
    private static string? TextOf(IPatternOperation pattern) => pattern switch
    {
        ITypePatternOperation type => type.MatchedType.ToDisplayString(),
        IDeclarationPatternOperation { MatchesNull: false, MatchedType: { } type } => type.ToDisplayString(),
        _ when IsTextual(pattern) => pattern.Syntax.ToString(),
        _ => null,
    };

    /// <summary>Whether the pattern's text says all of it: it neither declares a variable nor reads one.</summary>
    private static bool IsTextual(IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation or ITypePatternOperation or IRelationalPatternOperation => true,
        INegatedPatternOperation negated => IsTextual(negated.Pattern),
        IBinaryPatternOperation binary => IsTextual(binary.LeftPattern) && IsTextual(binary.RightPattern),
        _ => false,
    };

    /// <summary>Whether the method's name promises that asking twice gives the same answer.</summary>
    private static bool IsPredicate(IMethodSymbol method)
        => method.ReturnType.SpecialType == SpecialType.System_Boolean
            && PredicatePrefixes.Any(prefix => method.Name.StartsWith(prefix, StringComparison.Ordinal)
                && (method.Name.Length == prefix.Length || char.IsUpper(method.Name[prefix.Length])));

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
                // Two scopes may each have a variable of the name.
                symbols.Add(local.Local);
                text.Append(local.Local.Name).Append('@').Append(local.Local.Locations.FirstOrDefault()?.SourceSpan.Start);
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

            // Others cancel at any time: that is what it is there for.
            case IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" }:
                return false;
            case IPropertyReferenceOperation { Arguments.IsEmpty: true } property:
                symbols.Add(property.Property);
                return AppendMember(property, text, symbols, depth);
            case IInvocationOperation invocation when IsPredicate(invocation.TargetMethod) && invocation.Arguments.All(argument => argument.Parameter?.RefKind == RefKind.None):
                if (invocation.Instance is not null && !Append(invocation.Instance, text, symbols, depth + 1))
                    return false;
                AppendMethod(invocation.TargetMethod, text);
                foreach (IArgumentOperation argument in invocation.Arguments)
                {
                    text.Append(',');
                    if (!Append(argument.Value, text, symbols, depth + 1))
                        return false;
                }

                return true;
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat, OperatorMethod: null } fromEnd:
                text.Append('^');
                return Append(fromEnd.Operand, text, symbols, depth + 1);
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

    private static void AppendMethod(IMethodSymbol method, StringBuilder text)
    {
        text.Append('.').Append(method.ContainingType?.Name).Append('.');
        if (method.IsGenericMethod)
        {
            text.Append(method.ToDisplayString());
            return;
        }

        // Two overloads may be called with the same expressions, by other conversions.
        text.Append(method.Name);
        foreach (IParameterSymbol parameter in method.Parameters)
            text.Append(' ').Append(parameter.Type.Name);
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
