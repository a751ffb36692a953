using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>Which properties a function asks whether they are null or what they are, of which objects, and where.</summary>
internal sealed class NullTests
{
    private const int MaximumCopies = 8;

    private readonly FunctionGraph _function;
    private readonly Originals _originals;
    private readonly HashSet<ISymbol> _testedVariables = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _assigned = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _assignedTwice = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, ISymbol> _copies = new(SymbolEqualityComparer.Default);
    private readonly List<PropertyTest> _tests = [];

    public NullTests(FunctionGraph function, Originals originals)
    {
        _function = function;
        _originals = originals;
        foreach (IOperation operation in function.Operations)
            Note(operation);

        // What a function in this one asks, or the one around it, or another one in that, it asks of objects that this one may know by other names.
        IEnumerable<FunctionGraph> others = function.Nested.SelectMany(nested => nested.AndAllNested);
        if (function.Around is { } around)
            others = others.Concat(around.Nested.Where(beside => beside != function).SelectMany(beside => beside.AndAllNested)).Append(around);
        foreach (IOperation operation in others.SelectMany(other => other.Operations))
        {
            foreach (IOperation tested in TestedBy(operation))
            {
                if (Conversions.Inside(tested) is IPropertyReferenceOperation property)
                    _tests.Add(new PropertyTest(property.Property, null, operation.Syntax));
            }
        }
    }

    /// <summary>The first place where a member of the property's value is used though nobody has asked whether it is null; null where there is none.</summary>
    public IOperation? UncheckedUseOf(IPropertyReferenceOperation property)
    {
        IOperation value = ThroughConversions(property);
        IOperation? use = IsDereferenced(value)
            ? value.Parent
            : value.Parent is ISimpleAssignmentOperation { Target: { } target } assignment && assignment.Value == value && _function.VariableOf(target) is ILocalSymbol variable
                ? UncheckedUseOf(variable, depth: 0)
                : null;
        return use is null || IsTestedBefore(property, use) ? null : use;
    }

    private IOperation? UncheckedUseOf(ISymbol variable, int depth)
    {
        if (depth > MaximumCopies || _testedVariables.Contains(variable) || _assignedTwice.Contains(variable))
            return null;
        foreach (IOperation operation in _function.Operations)
        {
            if (operation is ILocalReferenceOperation mention && SymbolEqualityComparer.Default.Equals(mention.Local, variable) && IsDereferenced(ThroughConversions(mention)))
                return mention.Parent;
        }

        return _copies.TryGetValue(variable, out ISymbol? copy) ? UncheckedUseOf(copy, depth + 1) : null;
    }

    private bool IsTestedBefore(IPropertyReferenceOperation property, IOperation use)
    {
        string? owner = OwnerOf(property);
        return _tests.Exists(test =>
            SymbolEqualityComparer.Default.Equals(test.Property, property.Property)
            && (owner is null || test.Owner is null || test.Owner == owner)
            && (test.Owner is null || test.Where.SpanStart <= use.Syntax.SpanStart || IsInOneLoop(test.Where, use.Syntax)));
    }

    private static bool IsInOneLoop(SyntaxNode test, SyntaxNode use)
        => test.Ancestors().Any(node => Loop.Is(node) && node.Span.Contains(use.Span)) || Loop.IsAmongJumpsBack(test);

    private void Note(IOperation operation)
    {
        if (operation is ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var assigned } } && !_assigned.Add(assigned))
            _assignedTwice.Add(assigned);
        if (operation is ISimpleAssignmentOperation { Value: ILocalReferenceOperation original, Target: ILocalReferenceOperation copy })
            _copies[original.Local] = copy.Local;

        foreach (IOperation tested in TestedBy(operation))
        {
            if (_function.VariableOf(tested) is { } variable)
                _testedVariables.Add(variable);
            if (_function.ValueOf(_originals.Of(tested)) is IPropertyReferenceOperation property)
                _tests.Add(new PropertyTest(property.Property, OwnerOf(property), operation.Syntax));
        }

        if (operation is IInvocationOperation { TargetMethod: { } callee } call && callee.ReturnType.SpecialType == SpecialType.System_Boolean)
            NoteAsked(call, callee);
    }

    /// <summary>A callee that is asked about the object may be asked just that.</summary>
    private void NoteAsked(IInvocationOperation call, IMethodSymbol callee)
    {
        foreach (SyntaxReference reference in callee.DeclaringSyntaxReferences)
        {
            foreach (SimpleNameSyntax member in reference.GetSyntax().DescendantNodes().OfType<SimpleNameSyntax>().Where(IsMemberOfAnother))
            {
                foreach (IOperation asked in call.Arguments.Select(argument => argument.Value).Prepend(call.Instance).OfType<IOperation>())
                {
                    if (asked.Type?.GetMembers(member.Identifier.ValueText).FirstOrDefault() is IPropertySymbol property)
                        _tests.Add(new PropertyTest(property, _originals.NameOf(asked), call.Syntax));
                }
            }
        }
    }

    /// <summary>Whether the name is a member's, as in <c>a.Name</c>, <c>a?.Name</c>, <c>{ Name: … }</c> and <c>{ Name.Other: … }</c>.</summary>
    private static bool IsMemberOfAnother(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Name == name || access.Parent is ExpressionColonSyntax or MemberAccessExpressionSyntax { Parent: ExpressionColonSyntax },
        MemberBindingExpressionSyntax or NameColonSyntax { Parent: SubpatternSyntax } => true,
        _ => false,
    };

    /// <summary>What the condition asks whether it is null, and nothing else; null where it asks something else.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="isNegated">Whether it is asked if there is something; of no meaning where it asks something else.</param>
    public static IOperation? TestedIn(IOperation condition, out bool isNegated)
    {
        isNegated = condition is IIsPatternOperation { Pattern: INegatedPatternOperation } or IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals };
        return condition switch
        {
            IIsNullOperation isNull => isNull.Operand,
            IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation constant }, Value: var operand } when IsNull(constant.Value) => operand,
            IIsPatternOperation { Pattern: IConstantPatternOperation constant, Value: var operand } when IsNull(constant.Value) => operand,

            // Nobody's own operator says anything else of null.
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, LeftOperand: var left, RightOperand: var right } => IsNull(right) ? left : IsNull(left) ? right : null,
            _ => null,
        };
    }

    /// <summary>Whether the operation is the constant <c>null</c>, of whichever type.</summary>
    public static bool IsNull(IOperation operation) => Conversions.InsideBuiltIn(operation).ConstantValue is { HasValue: true, Value: null };

    private static IEnumerable<IOperation> TestedBy(IOperation operation) => operation switch
    {
        IIsNullOperation isNull => [Conversions.Inside(isNull.Operand)],
        IIsPatternOperation pattern => [Conversions.Inside(pattern.Value), .. PartsOf(pattern.Pattern)],
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison => [.. Compared(comparison.LeftOperand), .. Compared(comparison.RightOperand)],
        IIsTypeOperation isType => [Conversions.Inside(isType.ValueOperand)],
        IArgumentOperation { Parameter: { } parameter } argument when FlowAttributes.ProvesNotNull(parameter) || IsCompared(argument) => [Conversions.Inside(argument.Value)],
        _ => [],
    };

    /// <summary>What is compared, and what it was put into just then.</summary>
    private static IEnumerable<IOperation> Compared(IOperation operand)
    {
        operand = Conversions.Inside(operand);
        return operand is ISimpleAssignmentOperation assignment ? [assignment.Target, Conversions.Inside(assignment.Value)] : [operand];
    }

    private static bool IsCompared(IArgumentOperation argument) => argument.Parent is IInvocationOperation { TargetMethod.Name: nameof(Equals) or nameof(ReferenceEquals) };

    private static IEnumerable<IOperation> PartsOf(IPatternOperation pattern) => pattern switch
    {
        IRecursivePatternOperation recursive => recursive.PropertySubpatterns.Select(part => part.Member),
        INegatedPatternOperation negated => PartsOf(negated.Pattern),
        _ => [],
    };

    private string? OwnerOf(IPropertyReferenceOperation property) => property.Instance switch
    {
        // The compiler's own reference to what a pattern looks into.
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.PatternInput } => null,
        { } instance => _originals.NameOf(instance),
        null => null,
    };

    private static IOperation ThroughConversions(IOperation value)
    {
        while (value.Parent is IConversionOperation { OperatorMethod: null } conversion)
            value = conversion;
        return value;
    }

    private static bool IsDereferenced(IOperation value) => value.Parent switch
    {
        IMemberReferenceOperation member => member.Instance == value,
        IInvocationOperation invocation => invocation.Instance == value,
        _ => false,
    };

    /// <param name="Property">What is asked for.</param>
    /// <param name="Owner">The name of the object whose property it is; null where it has none, so that it may be any.</param>
    /// <param name="Where">Where.</param>
    private sealed record PropertyTest(IPropertySymbol Property, string? Owner, SyntaxNode Where);
}
