using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// A condition that has the same value each time it is evaluated, until one of its variables is assigned: <c>count &gt; 0</c>,
/// <c>options.Locking</c>. Two branches on the same condition are correlated through its text, in whichever words it is asked.
/// </summary>
/// <param name="Text">What the condition is known by; the same for a condition and its negation.</param>
/// <param name="IsNegated">Whether the operation is the negation of <paramref name="Text"/>.</param>
/// <param name="Symbols">The variables whose assignment ends what was known.</param>
/// <param name="LooksInside">Whether the condition looks for what may change inside an object, and does not only compare variables.</param>
internal sealed record ConditionKey(string Text, bool IsNegated, ImmutableArray<ISymbol> Symbols, bool LooksInside)
{
    private static readonly string NotNull = "#null" + Comparison.Equal;

    /// <summary>Whether the text asks whether something is less than a number.</summary>
    public static bool IsBound(string text) => StartOfBound(text) is > 0 and var start && text.IndexOf('#', start + 1) < 0;

    /// <summary>Where the number begins than which something is less; zero where it is not asked for.</summary>
    public static int StartOfBound(string text) => text.LastIndexOf(Comparison.Less + "#", StringComparison.Ordinal) + 1;

    /// <summary>Whether the text speaks of what the other one names, and not only of something whose name begins alike.</summary>
    public static bool Mentions(string text, string name)
    {
        for (int start = text.IndexOf(name, StringComparison.Ordinal); start >= 0; start = text.IndexOf(name, start + 1, StringComparison.Ordinal))
        {
            int end = start + name.Length;
            if (end == text.Length || !(char.IsLetterOrDigit(text[end]) || text[end] == '_'))
                return true;
        }

        return false;
    }

    /// <summary>What the text asks whether it is less than a number, or is the number; null where it asks something else.</summary>
    public static string? ComparedIn(string text)
        => IsBound(text) ? text.Substring(0, StartOfBound(text) - Comparison.Less.Length)
            : EndOfNumber(text) is > 0 and var end ? text.Substring(end + Comparison.Equal.Length)
            : null;

    /// <summary>The number in such a text; null where it is none, or too large.</summary>
    public static long? NumberIn(string text)
        => long.TryParse(IsBound(text) ? text.Substring(StartOfBound(text) + 1) : text.Substring(1, Math.Max(EndOfNumber(text), 1) - 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static int EndOfNumber(string text) => text.StartsWith("#", StringComparison.Ordinal) ? text.IndexOf(Comparison.Equal, StringComparison.Ordinal) : -1;

    /// <param name="operation">The condition.</param>
    /// <param name="counters">The variables that the function counts by.</param>
    /// <param name="originals">What variables stand for that are written once; null where each stands for itself.</param>
    public static ConditionKey? Of(IOperation operation, Counters counters, Originals? originals)
    {
        bool negated = false;
        operation = Negations.Inside(operation, ref negated);

        ConditionText text = new(originals);
        return Append(operation, counters, originals, text, ref negated) ? text.ToKey(negated) : null;
    }

    /// <summary>The key of the question that one part of a pattern asks; null for one that asks several.</summary>
    public static ConditionKey? OfPart(IOperation value, IPatternOperation part, Originals originals)
    {
        ConditionText text = new(originals);
        bool negated = false;
        bool isKnown = SizeQuestion.In(value, part) is { } size ? AppendSize(size, text, ref negated)
            : part is IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool truth } } && value.Type?.SpecialType == SpecialType.System_Boolean ? AppendTruth(value, truth, text, ref negated)
            : AppendPattern(value, part, text, ref negated);
        return isKnown ? text.ToKey(negated) : null;
    }

    /// <summary>The key of the question whether there is something.</summary>
    public static ConditionKey? OfSomething(IOperation value, Originals originals)
    {
        ConditionText text = new(originals);
        bool negated = false;
        return AppendNotNull(value, text, ref negated) ? text.ToKey(negated) : null;
    }

    /// <summary>The key of the question how two values compare that are both there.</summary>
    public static ConditionKey? OfOrder(IOperation left, BinaryOperatorKind kind, IOperation right, Originals originals)
    {
        ConditionText text = new(originals);
        bool negated = false;
        return AppendComparison(Comparison.OfPresent(left, kind, right), text, ref negated) ? text.ToKey(negated) : null;
    }

    /// <summary>The key of the question whether there is nothing in something.</summary>
    public static ConditionKey? OfEmpty(IOperation whole, Originals originals)
    {
        ConditionText text = new(originals);
        bool negated = false;
        return AppendSize(new SizeQuestion(whole, BinaryOperatorKind.Equals, Number: null, IsNegated: false), text, ref negated) ? text.ToKey(negated) : null;
    }

    /// <summary>The key of a truth that is read from variables and members.</summary>
    public static ConditionKey? OfTruth(IOperation value, Originals originals)
    {
        ConditionText text = new(originals);
        return text.Append(value) ? text.ToKey() : null;
    }

    private static bool AppendTruth(IOperation value, bool truth, ConditionText text, ref bool negated)
    {
        negated ^= !truth;
        return text.Append(value);
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
        ConditionText text = new(originals: null);
        return container is not null && text.Append(container) && text.AppendIndices(indices) ? text.ToKey() : null;
    }

    /// <summary>The key of a variable, a member or an element, by which two mentions of it are known to be the same place; null for what may be another one each time.</summary>
    /// <param name="operation">The mention.</param>
    /// <param name="originals">What variables stand for that are written once; null where each stands for itself.</param>
    public static ConditionKey? OfPath(IOperation operation, Originals? originals = null)
    {
        ConditionText text = new(originals);
        return text.AppendPath(operation) ? text.ToKey() : null;
    }

    private static bool Append(IOperation operation, Counters counters, Originals? originals, ConditionText text, ref bool negated)
    {
        if (SizeQuestion.In(operation, originals) is { } size)
            return AppendSize(size, text, ref negated);

        if (MaskQuestion.In(operation) is { } mask)
        {
            negated ^= mask.IsNegated;
            return AppendMask(mask, text);
        }

        switch (operation)
        {
            case IBinaryOperation binary when Comparison.Is(binary) && (binary.OperatorMethod is not { } own || PureMembers.Include(own)):
                (IOperation leftOperand, BinaryOperatorKind kind, IOperation rightOperand) = counters.Oriented(binary);
                return AppendComparison(Comparison.Of(leftOperand, kind, rightOperand), text, ref negated);
            case IBinaryOperation { OperatorMethod: null, OperatorKind: BinaryOperatorKind.And or BinaryOperatorKind.Or, Type.SpecialType: SpecialType.System_Boolean }:
                return text.Append(operation);
            case IIsNullOperation isNull:
                negated = !negated;
                return originals?.CoalescedFrom(isNull.Operand) is not null && AppendNotNull(isNull.Operand, text, ref negated);
            case IIsPatternOperation pattern:
                return AppendPattern(pattern.Value, pattern.Pattern, text, ref negated);
            case IIsTypeOperation isType:
                if (IsAnyOf(isType.TypeOperand, isType.ValueOperand))
                    return AppendNotNull(isType.ValueOperand, text, ref negated);
                if (!text.Append(isType.ValueOperand))
                    return false;
                text.Append(" is " + isType.TypeOperand.ToDisplayString());
                return true;
            case IPropertyReferenceOperation { Property: { Name: "HasValue", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }, Instance: { } nullable }:
                return AppendNotNull(nullable, text, ref negated);
            case IInvocationOperation or ILiteralOperation when originals?.AskedUnlessNothing(operation, out bool otherwise) is { } asked:
                negated ^= otherwise;
                return text.AppendAnswer(asked, !otherwise);
            case IInvocationOperation { TargetMethod: { Name: "GetValueOrDefault", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }, Instance: { } perhaps, Arguments.IsEmpty: true }:
                return text.AppendAnswer(perhaps, true);
            case IInvocationOperation { Arguments: [{ Value: var left }, { Value: var right }] } asked when FlowAttributes.ComparesReferences(asked.TargetMethod) || IsOfText(asked.TargetMethod):
                return text.AppendEqual(left, right);
            case IInvocationOperation { Instance: { } left, Arguments: [{ Value: var right }] } asked when IsOfText(asked.TargetMethod):
                return text.AppendEqual(left, right);
            default:
                return operation is IPropertyReferenceOperation or IArrayElementReferenceOperation or IInvocationOperation && text.Append(operation);
        }
    }

    private static bool AppendPattern(IOperation value, IPatternOperation matched, ConditionText text, ref bool negated)
    {
        while (matched is INegatedPatternOperation not)
        {
            negated = !negated;
            matched = not.Pattern;
        }

        if (Comparison.Of(value, matched) is { } comparison)
            return AppendComparison(comparison, text, ref negated);
        if (AsksForAny(matched))
            return AppendNotNull(value, text, ref negated);
        if (matched is IRecursivePatternOperation { PropertySubpatterns: [{ Member: IMemberReferenceOperation member, Pattern: IConstantPatternOperation { Value: var constant } }] } recursive
            && IsTextual(recursive) && IsAny(recursive.InputType, recursive.NarrowedType))
        {
            return AppendPart(value, member, constant, text, ref negated);
        }

        if (TextOf(matched) is not { } matchedText || !text.Append(value))
            return false;
        text.Append(" is " + matchedText);
        text.NoteParts(matched);
        return true;
    }

    private static bool AppendPart(IOperation whole, IMemberReferenceOperation member, IOperation constant, ConditionText text, ref bool negated)
    {
        if (Nullables.MayBeNull(whole) || constant.ConstantValue.Value is not bool truth)
            return text.AppendAnswer(whole, member, constant);
        negated ^= !truth;
        return text.AppendMember(whole, member);
    }

    private static bool AppendNotNull(IOperation operand, ConditionText text, ref bool negated)
    {
        negated = !negated;
        text.Append(NotNull);
        return text.Append(operand);
    }

    private static bool AppendSize(SizeQuestion question, ConditionText text, ref bool negated)
    {
        if ((question.Number is null ? 0 : Comparison.NumberOf(question.Number)) is not { } number
            || Comparison.BoundOf(question.Kind, number, isNeverLess: true) is not (>= 0 and var bound, var isNegated)
            || !text.AppendSize(question.Whole))
        {
            return false;
        }

        text.Append(Comparison.Less + "#" + bound);
        negated ^= isNegated ^ question.IsNegated;
        return true;
    }

    private static bool AppendMask(MaskQuestion mask, ConditionText text)
    {
        // Which of two is the mask does not matter to who asks for any bit that they have in common.
        if (!mask.AreAllAsked)
            return text.AppendSorted(mask.Value, "&", mask.Bits);
        if (!text.Append(mask.Value))
            return false;
        text.Append("&=");
        return text.Append(mask.Bits);
    }

    private static bool AppendComparison(Comparison comparison, ConditionText text, ref bool negated)
    {
        negated ^= comparison.IsNegated;
        if (comparison.Symbol == Comparison.Equal && comparison.Bound is null)
            return text.AppendEqual(comparison.Left, comparison.Right);
        if (!text.Append(comparison.Left))
            return false;
        text.Append(comparison.Symbol);
        if (comparison.Bound is null)
            return text.Append(comparison.Right);
        text.Append("#" + comparison.Bound);
        return true;
    }

    /// <summary>Whether two strings are compared as <c>==</c> compares them.</summary>
    private static bool IsOfText(IMethodSymbol method)
        => method is { Name: nameof(string.Equals), ContainingType.SpecialType: SpecialType.System_String } && method.Parameters.All(static parameter => parameter.Type.SpecialType == SpecialType.System_String);

    /// <summary>Whether whatever is not null is of the type.</summary>
    private static bool IsAnyOf(ITypeSymbol type, IOperation operand)
        => operand.Type is { } known && IsAny(known, type);

    /// <summary>Whether the pattern asks for nothing but that there is something.</summary>
    private static bool AsksForAny(IPatternOperation pattern) => pattern switch
    {
        IRecursivePatternOperation any => Patterns.AsksForNoPart(any) && IsAny(any.InputType, any.MatchedType),
        IDeclarationPatternOperation { MatchesNull: false, MatchedType: { } type } declaration => IsAny(declaration.InputType, type),
        ITypePatternOperation type => IsAny(type.InputType, type.MatchedType),
        _ => false,
    };

    /// <summary>Whether whatever is there of the known type is of the other one.</summary>
    public static bool IsAny(ITypeSymbol known, ITypeSymbol type) => SymbolEqualityComparer.Default.Equals(Nullables.Inside(known), type) || type.SpecialType == SpecialType.System_Object;

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
        IConstantPatternOperation or ITypePatternOperation or IRelationalPatternOperation or IDiscardPatternOperation or ISlicePatternOperation { Pattern: null } => true,
        IRecursivePatternOperation { DeclaredSymbol: null, DeconstructionSubpatterns.IsEmpty: true } parts => parts.PropertySubpatterns.All(static part => part.Member is IMemberReferenceOperation && IsTextual(part.Pattern)),
        IListPatternOperation { DeclaredSymbol: null } list => list.Patterns.All(IsTextual),
        INegatedPatternOperation negated => IsTextual(negated.Pattern),
        IBinaryPatternOperation binary => IsTextual(binary.LeftPattern) && IsTextual(binary.RightPattern),
        _ => false,
    };
}
