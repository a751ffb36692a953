using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>What a variable that is assigned in one place only stands for, so that an alias and its original are one.</summary>
internal sealed class Originals
{
    private const int MaximumDepth = 8;
    private const int MaximumBetween = 8;

    private readonly FunctionGraph _function;
    private readonly Dictionary<ISymbol, int> _writes = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, IInvocationOperation> _outOf = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, IOperation> _matched = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, IOperation> _values = new(SymbolEqualityComparer.Default);

    // By where it is asked if the copy is null: each run over the function asks again, and a private method's body is looked at for several callers at once.
    private ConcurrentDictionary<SyntaxNode, IOperation?>? _copied;

    private ILookup<SyntaxNode, IIsNullOperation>? _askedForNull;

    public Originals(FunctionGraph function)
    {
        _function = function;
        foreach (IOperation operation in function.Operations)
        {
            if (operation is IIsPatternOperation { Value: var matched, Pattern: var pattern } && Patterns.NameIn(pattern) is { } named)
                _matched[named] = matched;
            if (operation is IArgumentOperation { Parameter.RefKind: RefKind.Out, Value: IDeclarationExpressionOperation { Expression: ILocalReferenceOperation { Local: var found } }, Parent: IInvocationOperation asked })
                _outOf[found] = asked;
            if (!Assignment.IsTarget(operation) || function.VariableOf(operation) is not { } variable)
                continue;
            _writes[variable] = _writes.TryGetValue(variable, out int writes) ? writes + 1 : 1;
            if (operation.Parent is ISimpleAssignmentOperation { IsRef: false } assignment && assignment.Target == operation)
                _values[variable] = assignment.Value;
        }
    }

    /// <summary>The expression whose value the operation has; the operation itself where that is not certain.</summary>
    public IOperation Of(IOperation operation)
    {
        for (int depth = 0; depth < MaximumDepth; depth++)
        {
            operation = Unwrapped(operation);
            if (operation is not ILocalReferenceOperation local || !IsAlias(local.Local))
                return operation;
            operation = _values[local.Local];
        }

        return operation;
    }

    /// <summary>
    /// The number that the variable, which is written once, was computed as, where that is the same wherever it is read: of constants, of variables that nobody writes again, and of the size of an array, or of a
    /// collection at which the function only looks. The operation itself for any other.
    /// </summary>
    public IOperation NumberIn(IOperation operation)
        => operation is ILocalReferenceOperation && Of(operation) is var original && original != operation && original.DescendantsAndSelf().All(IsFixed) ? original : operation;

    private bool IsFixed(IOperation part) => part switch
    {
        { ConstantValue.HasValue: true } or ILocalReferenceOperation or IParameterReferenceOperation or IParenthesizedOperation or IBinaryOperation { OperatorMethod: null } => true,
        IConversionOperation { OperatorMethod: null, IsImplicit: true } => true,
        IPropertyReferenceOperation { Property.Name: "Length" or "Count", Instance: { } whole } => _function.VariableOf(whole) is { } variable && (Sizes.IsFixed(whole.Type) || _function.MentionsOf(variable).All(OnlyLooks)),
        _ => false,
    };

    private static bool OnlyLooks(IOperation mention)
    {
        while (mention.Parent is IConversionOperation { IsImplicit: true } or IFlowCaptureOperation)
            mention = mention.Parent;
        return mention.Parent is IPropertyReferenceOperation or IInvocationOperation { TargetMethod.Name: "GetEnumerator" };
    }

    /// <summary>The expression that the flow capture stands for; the operation itself where there are several, and for what is no flow capture.</summary>
    public IOperation Captured(IOperation operation) => _function.ValueOf(operation);

    /// <summary>What a conditional access, as <c>options?.Name</c>, yields where there is something to ask; null for what is none.</summary>
    public IOperation? AskedOfWhatIsThere(IOperation operation)
    {
        if (Unwrapped(operation) is not IFlowCaptureReferenceOperation { Syntax: ConditionalAccessExpressionSyntax, Id: var id })
            return null;
        IOperation[] values = [.. _function.ValuesOf(id).Select(Unwrapped).Where(static value => value is not IDefaultValueOperation)];
        return values is [IMemberReferenceOperation or IInvocationOperation or IArrayElementReferenceOperation] ? values[0] : null;
    }

    /// <summary>What <c>options?.IsQuick ?? false</c> asks where there is something to ask; null for what is not the question, nor what is said instead.</summary>
    /// <param name="operation">The question, or the truth that is said instead.</param>
    /// <param name="otherwise">What is said instead.</param>
    public IOperation? AskedUnlessNothing(IOperation operation, out bool otherwise)
    {
        BinaryExpressionSyntax? either = operation.Syntax.Parent as BinaryExpressionSyntax;
        otherwise = either?.Right.IsKind(SyntaxKind.TrueLiteralExpression) == true;
        return either.IsKind(SyntaxKind.CoalesceExpression) && (otherwise || either.Right.IsKind(SyntaxKind.FalseLiteralExpression)) ? NullableOn(either.Left) : null;
    }

    /// <summary>The nullable value of <c>chunks?.Count ?? 0</c>, and the constant that stands for nothing; null for any other operation.</summary>
    public (IOperation Value, object? Instead)? UnlessNothing(IOperation operation)
    {
        if (operation is not IFlowCaptureReferenceOperation { Syntax: BinaryExpressionSyntax either, Id: var id } || !either.IsKind(SyntaxKind.CoalesceExpression))
            return null;
        IOperation? instead = _function.ValuesOf(id).FirstOrDefault(static value => value.ConstantValue.HasValue);
        return instead is not null && NullableOn(either.Left) is { } value ? (value, instead.ConstantValue.Value) : null;
    }

    /// <summary>What is asked whether it is null.</summary>
    private IOperation? NullableOn(ExpressionSyntax left)
    {
        _askedForNull ??= _function.Operations.OfType<IIsNullOperation>().ToLookup(static asked => asked.Syntax);
        return _askedForNull[left].FirstOrDefault() is { Operand: var operand } ? _function.ValueOf(Unwrapped(operand)) : null;
    }

    /// <summary>
    /// The variable, member or element of which a copy was made, where the operation asks whether the copy is null, and it is given something else if it is: <c>copy ??= …</c>, or
    /// <c>if (copy is null) copy = …</c>; or that <c>member ?? …</c> asks. Null for any other operation.
    /// </summary>
    public IOperation? CoalescedFrom(IOperation operation)
    {
        if (operation is IFlowCaptureReferenceOperation { Syntax.Parent: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either })
            return either.Left == operation.Syntax ? KeptIn(operation) : null;
        if (_function.VariableOf(operation is IFlowCaptureReferenceOperation ? _function.ValueOf(operation) : operation) is not ILocalSymbol { RefKind: RefKind.None } copy
            || !_writes.TryGetValue(copy, out int writes) || writes != 2
            || Replacing(operation) is not { } replacing)
        {
            return null;
        }

        return (_copied ??= new()).GetOrAdd(operation.Syntax, _ => CopiedInto(copy, replacing));
    }

    /// <summary>The variable or member of which a copy was made that the statement replaces; null where the copy may be another one by then.</summary>
    private IOperation? CopiedInto(ILocalSymbol copy, StatementSyntax replacing)
    {
        if (_function.Nested.Any(nested => nested.Assigns.Contains(copy)))
            return null;
        IOperation? made = null, replaced = null;
        foreach (IOperation target in _function.WritesOf(copy))
        {
            if (replacing.Span.Contains(target.Syntax.Span))
                replaced = target;
            else
                made = target;
        }

        if (replaced is null || made?.Parent is not ISimpleAssignmentOperation { IsRef: false, Value: var value })
            return null;
        return Unwrapped(value) switch
        {
            ILocalReferenceOperation or IParameterReferenceOperation => IsSettled(Unwrapped(value), value) && Loop.Around(made.Syntax) == Loop.Around(replacing) && !Loop.IsAmongJumpsBack(replacing) ? Unwrapped(value) : null,
            _ => KeptIn(Unwrapped(value)) is { } kept && AreInTurn(made.Syntax, replacing, value) ? kept : null,
        };
    }

    /// <summary>The statement that gives a variable something else if the operation, which names the variable, finds that it is null.</summary>
    private static StatementSyntax? Replacing(IOperation operation) => operation switch
    {
        IFlowCaptureReferenceOperation { Syntax.Parent: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression } coalescing }
            => coalescing.Left == operation.Syntax ? coalescing.FirstAncestorOrSelf<StatementSyntax>() : null,
        ILocalReferenceOperation when IsTestedForNull(operation)
            => operation.Syntax.Parent is { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax isMissing } } ? ChoiceBy(isMissing)
                : operation.Syntax.FirstAncestorOrSelf<IfStatementSyntax>() is { } choice && choice.Condition == operation.Syntax.Parent ? choice : null,
        _ => null,
    };

    /// <summary>The first statement behind the variable's declaration that runs only where it is true.</summary>
    private static IfStatementSyntax? ChoiceBy(VariableDeclaratorSyntax variable)
        => variable.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is { Parent: BlockSyntax { Statements: var statements } } declaration
            ? statements.Skip(statements.IndexOf(declaration) + 1).OfType<IfStatementSyntax>().FirstOrDefault(choice => choice.Condition is IdentifierNameSyntax asked && asked.Identifier.ValueText == variable.Identifier.ValueText)
            : null;

    private static bool IsTestedForNull(IOperation mention)
    {
        IOperation? condition = mention.Parent;
        while (condition is IConversionOperation { IsImplicit: true })
            condition = condition.Parent;
        return condition is not null && NullTests.TestedIn(condition, out bool isNegated) is { } tested && !isNegated && Conversions.InsideBuiltIn(tested) == mention;
    }

    /// <summary>Whether nothing is done between the two statements that may put something else where the value was.</summary>
    private bool AreInTurn(SyntaxNode former, StatementSyntax latter, IOperation value)
    {
        if (former.FirstAncestorOrSelf<StatementSyntax>() is not ({ Parent: BlockSyntax { Statements: var statements } } and (ExpressionStatementSyntax or LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 }) and var statement) || latter.Parent != statement.Parent)
            return false;
        (int first, int last) = (statements.IndexOf(statement), statements.IndexOf(latter));
        if (last - first > MaximumBetween)
            return false;
        HashSet<string> names = new(value.Syntax.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(static name => name.Identifier.ValueText), StringComparer.Ordinal);
        return statements.Skip(first + 1).Take(last - first - 1).All(between => LeavesKept(between, names));
    }

    private bool LeavesKept(StatementSyntax statement, HashSet<string> names)
        => statement is LocalDeclarationStatementSyntax or ExpressionStatementSyntax
            && _function.Operations.Where(operation => statement.Span.Contains(operation.Syntax.Span)).All(static operation => operation switch
            {
                IAssignmentOperation assignment => assignment.Target is ILocalReferenceOperation { Local.RefKind: RefKind.None } or IDiscardOperation,
                IInvocationOperation call => call.TargetMethod.DeclaringSyntaxReferences.IsEmpty,
                IObjectCreationOperation creation => creation.Constructor is { DeclaringSyntaxReferences.IsEmpty: true },
                IInstanceReferenceOperation => operation.Parent is IMemberReferenceOperation,
                IIncrementOrDecrementOperation or IAwaitOperation or IDelegateCreationOperation or IDynamicInvocationOperation => false,
                _ => true,
            })
            && (!statement.DescendantNodes().Any(static node => node is InvocationExpressionSyntax) || !statement.DescendantNodes().Any(node => node is IdentifierNameSyntax name && names.Contains(name.Identifier.ValueText)));

    /// <summary>The member or element whose object the operation is, perhaps if its owner is there; null where it may be another one when it is asked for again.</summary>
    private IOperation? KeptIn(IOperation operation)
    {
        if (AskedOfWhatIsThere(operation) is { } yielded)
            return IsKept(yielded) ? operation : null;
        IOperation place = _function.ValueOf(operation);
        return IsKept(place) ? place : null;
    }

    private bool IsKept(IOperation place) => place.Type is { IsReferenceType: true } && IsPlace(place);

    /// <summary>Whether the operation names a place that keeps what was put there: of this object, or of one that a variable or such a place names.</summary>
    private bool IsPlace(IOperation operation) => operation switch
    {
        IFieldReferenceOperation { Field.IsVolatile: false, Instance: var owner } => IsNamed(owner),
        IPropertyReferenceOperation { Arguments.IsEmpty: true, Property: var property, Instance: var owner } => BackingField.Of(property) is not null && IsNamed(owner),
        IPropertyReferenceOperation { Property: { IsIndexer: true, DeclaringSyntaxReferences.IsEmpty: true }, Instance: var whole, Arguments: var indices } => IsNamed(whole) && indices.All(index => IsNamed(index.Value)),
        IArrayElementReferenceOperation { ArrayReference: var whole, Indices: var indices } => IsNamed(whole) && indices.All(IsNamed),
        _ => false,
    };

    private bool IsNamed(IOperation? operation)
    {
        if (operation is null)
            return true;
        operation = _function.ValueOf(Unwrapped(operation));
        return operation.ConstantValue.HasValue || operation is IInstanceReferenceOperation or ILocalReferenceOperation or IParameterReferenceOperation || IsPlace(operation);
    }

    /// <summary>What a pattern gave the name to, as <c>item is string text</c> does; null for what is no such name, or is written again.</summary>
    public IOperation? MatchedAs(ILocalSymbol variable) => !_writes.ContainsKey(variable) && _matched.TryGetValue(variable, out IOperation? whole) ? whole : null;

    /// <summary>The call out of which the variable came; null where it came from elsewhere, or is written again.</summary>
    public IInvocationOperation? OutOf(ILocalSymbol variable) => _writes.TryGetValue(variable, out int writes) && writes == 1 && _outOf.TryGetValue(variable, out IInvocationOperation? call) ? call : null;

    /// <summary>The first variable that had the operation's value; null where no variable is certain to have had it.</summary>
    public ISymbol? VariableOf(IOperation operation)
    {
        ISymbol? variable = _function.VariableOf(Unwrapped(operation));
        for (int depth = 0; depth < MaximumDepth && variable is ILocalSymbol local && IsAlias(local); depth++)
        {
            if (_function.VariableOf(Unwrapped(_values[local])) is not { } original)
                break;
            variable = original;
        }

        return variable;
    }

    /// <summary>The one expression that a variable is given beside constants, by way of other variables, too; null where there are several, and for what is no variable.</summary>
    public IOperation? AnswerIn(IOperation operation)
    {
        IOperation? answer = null;
        for (int depth = 0; depth < MaximumDepth && Unwrapped(answer ?? operation) is ILocalReferenceOperation { Local: var variable }; depth++)
        {
            if (GivenTo(variable) is not { } given)
                return null;
            answer = given;
        }

        return answer;
    }

    /// <summary>Whether the truth is that of a comparison, of one behind "and" or "or", too, of what is written once: nothing else that the function does shows in it.</summary>
    public bool IsOfComparison(IOperation operation)
    {
        bool truth = true;
        operation = Negations.Inside(Of(operation), ref truth);
        if (operation is IFlowCaptureReferenceOperation { Id: var id })
        {
            IOperation[] parts = [.. _function.ValuesOf(id).Where(static value => !value.ConstantValue.HasValue)];
            return parts is [var only] && only is not IFlowCaptureReferenceOperation && IsOfComparison(only);
        }

        return operation is IIsPatternOperation or IBinaryOperation
            {
                OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual
            }
            && operation.DescendantsAndSelf().All(part => part.ConstantValue.HasValue || (IsSettled(part, operation) && part is not (IFieldReferenceOperation or IInstanceReferenceOperation)));
    }

    private IOperation? GivenTo(ILocalSymbol variable)
    {
        if (_function.Nested.Any(nested => nested.Assigns.Contains(variable)))
            return null;
        IOperation? given = null;
        foreach (IOperation target in _function.WritesOf(variable))
        {
            if (target.Parent is not ISimpleAssignmentOperation { IsRef: false, Value: { } value } assignment || assignment.Target != target)
                return null;
            if (value.ConstantValue.HasValue)
                continue;
            if (given is not null)
                return null;
            given = value;
        }

        return given;
    }

    /// <returns>What two operations with the same value have in common; null where the operation is no variable or member of one.</returns>
    public string? NameOf(IOperation operation)
        => NameOfOriginal(operation) ?? (VariableOf(operation) is { } variable ? NameOf(variable) : null);

    /// <summary>Whether the operation is a variable, and what it stands for has a name of its own: then it names the same thing wherever it was made.</summary>
    public bool IsAliasOfNamed(IOperation operation) => Of(operation) != operation && NameOfOriginal(operation) is not null;

    private string? NameOfOriginal(IOperation operation)
    {
        IOperation original = Of(operation);
        return _function.VariableOf(original) is { } variable ? NameOf(variable) : ConditionText.Of(original);
    }

    /// <summary>The name of a variable, as <see cref="NameOf(IOperation)"/> gives it.</summary>
    public static string NameOf(ISymbol variable)
        => variable is ILocalSymbol ? variable.Name + "@" + variable.Locations.FirstOrDefault()?.SourceSpan.Start : variable.Name;

    private static IOperation Unwrapped(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                case IDeclarationExpressionOperation declaration:
                    operation = declaration.Expression;
                    break;
                default:
                    return operation;
            }
        }
    }

    // A variable of the function around has another value until this function writes it, and the one that it is given may be made of that.
    private bool IsAlias(ILocalSymbol local)
        => _writes.TryGetValue(local, out int writes)
            && writes == 1
            && (_function.Method is null || SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, _function.Method))
            && local.RefKind == RefKind.None
            && _values.TryGetValue(local, out IOperation? value)
            && !_function.Nested.Any(nested => nested.Assigns.Contains(local))
            && value.DescendantsAndSelf().All(operation => IsSettled(operation, value));

    /// <summary>
    /// Whether the variable, if it is one, has the same value wherever it can be read after the alias was made. It was written before that: of two variables that are given each other's value
    /// neither is an alias, nor is one that is given its own.
    /// </summary>
    private bool IsSettled(IOperation operation, IOperation value) => _function.VariableOf(operation) switch
    {
        null => true,
        IParameterSymbol parameter => !_writes.ContainsKey(parameter),
        { } variable => !_writes.TryGetValue(variable, out int writes) || (writes == 1 && (!_values.TryGetValue(variable, out IOperation? former) || former.Syntax.SpanStart < value.Syntax.SpanStart)),
    };
}
