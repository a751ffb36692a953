using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>What a value is known by that is read from variables and members only: the same text for whatever has the same value.</summary>
/// <param name="originals">What variables stand for that are written once; null where each stands for itself.</param>
internal sealed class ConditionText(Originals? originals)
{
    private const int MaximumDepth = 8;

    private readonly StringBuilder _text = new();
    private readonly ImmutableArray<ISymbol>.Builder _symbols = ImmutableArray.CreateBuilder<ISymbol>();
    private bool _looksInside;

    /// <returns>What names the value; null for one that may be another one each time.</returns>
    public static string? Of(IOperation operation)
    {
        ConditionText text = new(originals: null);
        return text.Append(operation) ? text.ToString() : null;
    }

    public override string ToString() => _text.ToString();

    public ConditionKey ToKey(bool isNegated = false) => new(_text.ToString(), isNegated, _symbols.ToImmutable(), _looksInside);

    public void Append(string text) => _text.Append(text);

    public bool Append(IOperation operation) => Append(operation, 0);

    /// <summary>Appends both sides of an equality: of two that are equal it does not matter which is named first.</summary>
    public bool AppendEqual(IOperation left, IOperation right) => AppendSorted(left, Comparison.Equal, right);

    /// <summary>Appends both sides of a question that is the same whichever is named first.</summary>
    public bool AppendSorted(IOperation left, string between, IOperation right)
    {
        ConditionText one = new(originals);
        ConditionText other = new(originals);
        if (!one.Append(left) || !other.Append(right))
            return false;
        (string first, string second) = (one.ToString(), other.ToString());
        bool isSwapped = string.CompareOrdinal(first, second) > 0;
        _text.Append(isSwapped ? second : first).Append(between).Append(isSwapped ? first : second);
        Include(one);
        Include(other);
        return true;
    }

    /// <summary>Appends the question whether a nullable value is the constant, as <c>options?.IsQuick == true</c> asks it.</summary>
    public bool AppendAnswer(IOperation value, object constant)
    {
        AppendConstant(constant);
        _text.Append(Comparison.Equal);
        return Append(value);
    }

    /// <summary>Appends the question whether a member of an object is the constant, as the pattern <c>{ IsQuick: true }</c> asks it.</summary>
    public bool AppendAnswer(IOperation whole, IMemberReferenceOperation member, IOperation constant)
    {
        if (!constant.ConstantValue.HasValue)
            return false;
        AppendConstant(constant.ConstantValue.Value);
        _text.Append(Comparison.Equal);
        if (Nullables.MayBeNull(whole))
            _text.Append('?');
        return AppendMember(whole, member);
    }

    /// <summary>Appends the member of the object of which a pattern asks something.</summary>
    public bool AppendMember(IOperation whole, IMemberReferenceOperation member)
    {
        if (!Append(whole))
            return false;
        Note(member.Member);
        _text.Append('.').Append(member.Member.Name);
        return true;
    }

    /// <summary>Notes the members and elements that a pattern asks, which may change.</summary>
    public void NoteParts(IPatternOperation pattern)
    {
        foreach (IOperation part in pattern.DescendantsAndSelf())
        {
            _looksInside |= part is IListPatternOperation;
            if (part is IPropertySubpatternOperation { Member: IMemberReferenceOperation { Member: var member } })
                Note(member);
        }
    }

    /// <summary>Whoever writes the member ends what is known, and whoever may reach the object may write it.</summary>
    private void Note(ISymbol member)
    {
        _symbols.Add(member);
        _looksInside |= !IsFixed(member);
    }

    /// <summary>Appends how much there is in something.</summary>
    public bool AppendSize(IOperation whole) => AppendSize(whole, 0);

    /// <summary>Appends a variable, a member or an element of which it is certain that it is the same place each time.</summary>
    public bool AppendPath(IOperation operation) => AppendPath(operation, 0);

    private bool AppendPath(IOperation operation, int depth)
    {
        operation = originals?.Captured(operation) ?? operation;
        (IOperation? whole, IEnumerable<IOperation> indices) = operation switch
        {
            IArrayElementReferenceOperation element => (element.ArrayReference, element.Indices),
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance, Arguments: var arguments } => (instance, arguments.Select(argument => argument.Value)),
            IPropertyReferenceOperation or IFieldReferenceOperation when ((IMemberReferenceOperation)operation).Instance is { } owner => (owner, []),
            _ => (null, (IEnumerable<IOperation>)[]),
        };
        if (whole is null || depth > MaximumDepth)
            return operation is ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation && Append(operation, depth);
        if (!AppendPath(whole, depth + 1))
            return false;
        if (operation is IMemberReferenceOperation { Member: { } member } && !(member is IPropertySymbol { IsIndexer: true }))
        {
            _looksInside = true;
            _symbols.Add(member);
            _text.Append('.').Append(member.Name);
        }

        return AppendIndices(indices, depth + 1);
    }

    /// <summary>Whether the operation names an element of an array, or of one of the library's collections.</summary>
    public static bool IsElement(IOperation operation) => operation is IArrayElementReferenceOperation or IPropertyReferenceOperation { Property: { IsIndexer: true, DeclaringSyntaxReferences.IsEmpty: true } };

    public bool AppendIndices(IEnumerable<IOperation> indices, int depth = 0)
    {
        foreach (IOperation index in indices)
        {
            _looksInside = true;
            _text.Append('[');
            if (!Append(index, depth))
                return false;
        }

        return true;
    }

    /// <summary>Whether asking the method twice gives the same answer, as long as nobody changes what it looks at.</summary>
    public static bool AnswersAlike(IMethodSymbol method) => IsPredicate(method) || PureMembers.Include(method) || PureMembers.AsksCollection(method) || Predicates.Include(method);

    /// <summary>Whether the method's name promises that asking twice gives the same answer.</summary>
    private static bool IsPredicate(IMethodSymbol method)
        => method.ReturnType.SpecialType == SpecialType.System_Boolean && PureMembers.IsPredicateName(method.Name);

    private void Include(ConditionText part)
    {
        _symbols.AddRange(part._symbols);
        _looksInside |= part._looksInside;
    }

    private bool Append(IOperation operation, int depth)
    {
        if (depth > MaximumDepth)
            return false;
        if (operation.ConstantValue.HasValue)
        {
            AppendConstant(operation.ConstantValue.Value);
            return true;
        }

        if (Sizes.WholeOf(operation, originals) is { } whole)
            return AppendSize(whole, depth + 1);

        switch (operation)
        {
            case ILocalReferenceOperation { Local: var named } when originals?.MatchedAs(named) is { } match:
                if (match.Type is not { } known || !ConditionKey.IsAny(known, named.Type))
                    _text.Append('(').Append(named.Type.ToDisplayString()).Append(')');
                return Append(match, depth + 1);
            case ILocalReferenceOperation { Local: var found } when originals?.OutOf(found) is { } asked && (PureMembers.Include(asked.TargetMethod) || PureMembers.AsksCollection(asked.TargetMethod)):
                _text.Append("out ");
                return AppendCall(asked, depth + 1);
            case IFlowCaptureReferenceOperation when originals?.AskedOfWhatIsThere(operation) is { } yielded:
                _text.Append('?');
                return Append(yielded, depth + 1);
            case IFlowCaptureReferenceOperation or ILocalReferenceOperation when originals?.CoalescedFrom(operation) is { } copied && copied != operation:
                return Append(copied, depth + 1);
            case ILocalReferenceOperation { Type.SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_UInt64 } when originals?.NumberIn(operation) is IBinaryOperation sum:
                return Append(sum, depth + 1);
            case ILocalReferenceOperation local:
                // Two scopes may each have a variable of the name.
                _symbols.Add(local.Local);
                _text.Append(local.Local.Name).Append('@').Append(local.Local.Locations.FirstOrDefault()?.SourceSpan.Start);
                return true;
            case IParameterReferenceOperation parameter:
                _symbols.Add(parameter.Parameter);
                _text.Append(parameter.Parameter.Name);
                return true;
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.PatternInput }:
                return Patterns.InputOf(operation) is { } input && Append(input, depth + 1);
            case IInstanceReferenceOperation:
                _text.Append("this");
                return true;

            // What a switch expression matches arm by arm.
            case IFlowCaptureReferenceOperation when originals?.Captured(operation) is { } matched and (ILocalReferenceOperation or IParameterReferenceOperation):
                return Append(matched, depth + 1);
            case IFlowCaptureReferenceOperation when originals?.Captured(operation) is { Syntax.Parent: ConditionalAccessExpressionSyntax } asked and (IFieldReferenceOperation or IPropertyReferenceOperation or IArrayElementReferenceOperation):
                return Append(asked, depth + 1);
            case IFlowCaptureReferenceOperation when originals?.UnlessNothing(operation) is (var value, var instead):
                AppendConstant(instead);
                _text.Append("??");
                return Append(value, depth + 1);
            case IConversionOperation { OperatorMethod: null } conversion:
                return Append(conversion.Operand, depth + 1);
            case IParenthesizedOperation parenthesized:
                return Append(parenthesized.Operand, depth + 1);
            case IFieldReferenceOperation { Field: { Name: nameof(string.Empty), ContainingType.SpecialType: SpecialType.System_String } }:
                AppendConstant(string.Empty);
                return true;
            case IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } constant }:
                _text.Append(constant.ContainingType.Name).Append('.').Append(constant.Name);
                return true;
            case IFieldReferenceOperation field:
                return AppendMember(field, depth);

            // What is there of a number that may be missing is the number.
            case IPropertyReferenceOperation { Property: { Name: "Value", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }, Instance: { } nullable }:
                return Append(nullable, depth + 1);

            // Others cancel at any time: that is what it is there for.
            case IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" }:
                return false;
            case IPropertyReferenceOperation { Arguments.IsEmpty: true } property:
                return AppendMember(property, depth);
            case IPropertyReferenceOperation { Property: { IsIndexer: true, DeclaringSyntaxReferences.IsEmpty: true } indexer, Instance: { } indexed, Arguments: var indices }:
                _symbols.Add(indexer);
                return Append(indexed, depth + 1) && AppendIndices(indices.Select(static index => index.Value), depth + 1);
            // Who is given the array mostly looks at it: what is known of an element ends where the function writes it.
            case IArrayElementReferenceOperation { Type: { } kind } element:
                _symbols.Add(kind);
                if (!Append(element.ArrayReference, depth + 1))
                    return false;
                foreach (IOperation index in element.Indices)
                {
                    _text.Append('[');
                    if (!Append(index, depth + 1))
                        return false;
                }

                return true;
            case IInvocationOperation { TargetMethod: var asked } invocation when AnswersAlike(asked):
                if (Predicates.Include(asked))
                    _symbols.AddRange(Predicates.MembersNamedBy(asked));
                return AppendCall(invocation, depth);
            case IDelegateCreationOperation { Target: IFlowAnonymousFunctionOperation lambda } when IsClosed(lambda):
                _text.Append(lambda.Syntax);
                return true;
            case IDefaultValueOperation { Type: { } type }:
                _text.Append("default ").Append(type.Name);
                return true;
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat, OperatorMethod: null } fromEnd:
                _text.Append('^');
                return Append(fromEnd.Operand, depth + 1);
            case IBinaryOperation binary when binary.OperatorMethod is not { } own || PureMembers.Include(own):
                _text.Append('(');
                if (!Append(binary.LeftOperand, depth + 1))
                    return false;
                _text.Append(binary.OperatorKind);
                if (!Append(binary.RightOperand, depth + 1))
                    return false;
                _text.Append(')');
                return true;
            default:
                return false;
        }
    }

    private bool AppendCall(IInvocationOperation call, int depth)
    {
        if (call.Instance is not null && !Append(call.Instance, depth + 1))
            return false;
        AppendMethod(call.TargetMethod);
        foreach (IArgumentOperation argument in call.Arguments)
        {
            // What comes out is no part of the question.
            if (argument.Parameter?.RefKind == RefKind.Out)
                continue;
            _text.Append(',');
            if (argument.Parameter?.RefKind is not (RefKind.None or RefKind.In) || !Append(argument.Value, depth + 1))
                return false;
        }

        return true;
    }

    /// <summary>Whether the lambda names nothing but what it is given, and members.</summary>
    private static bool IsClosed(IFlowAnonymousFunctionOperation lambda)
        => lambda.Syntax.DescendantNodes().OfType<IdentifierNameSyntax>().All(name =>
            name.Parent is MemberAccessExpressionSyntax access && access.Name == name || lambda.Symbol.Parameters.Any(parameter => parameter.Name == name.Identifier.ValueText));

    private bool AppendSize(IOperation whole, int depth)
    {
        if (!Append(whole, depth))
            return false;
        _looksInside |= !Sizes.IsFixed(whole.Type);
        _text.Append(".Count");
        return true;
    }

    /// <summary>Appends a constant; a character is the number that it is.</summary>
    private void AppendConstant(object? constant) => _text.Append('#').Append(constant is char character ? (int)character : constant ?? "null");

    private void AppendMethod(IMethodSymbol method)
    {
        // What a string is like it is for ever.
        _looksInside |= !PureMembers.Include(method);
        _text.Append('.').Append(method.ContainingType?.Name).Append('.');

        // Who finds what belongs to a key has found that there is the key.
        if (method is { Name: "TryGetValue", Parameters: [{ Type: var key }, _] })
        {
            _text.Append("ContainsKey ").Append(key.Name);
            return;
        }

        if (method.IsGenericMethod)
        {
            _text.Append(method.ToDisplayString());
            return;
        }

        // Two overloads may be called with the same expressions, by other conversions.
        _text.Append(method.Name);
        foreach (IParameterSymbol parameter in method.Parameters)
            _text.Append(' ').Append(parameter.Type.Name);
    }

    /// <summary>Whether nobody writes the member once the object has been made.</summary>
    public static bool IsFixed(ISymbol member) => member switch
    {
        IFieldSymbol field => field.IsReadOnly,
        IPropertySymbol { IsVirtual: false, IsOverride: false, IsAbstract: false, SetMethod: null or { IsInitOnly: true } } property => BackingField.Of(property) is not null,
        _ => false,
    };

    private bool AppendMember(IMemberReferenceOperation member, int depth)
    {
        Note(member.Member);
        if (member.Instance is { } instance)
        {
            if (!Append(instance, depth + 1))
                return false;
        }
        else
        {
            _text.Append(member.Member.ContainingType?.Name);
        }

        _text.Append('.').Append(member.Member.Name);
        return true;
    }
}
