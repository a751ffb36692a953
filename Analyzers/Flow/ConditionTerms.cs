using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>What a condition reads, and what it makes of that.</summary>
internal sealed class ConditionTerms
{
    private const int MaximumDepth = 8;

    private readonly HashSet<ISymbol> _variables = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _members = new(SymbolEqualityComparer.Default);
    private readonly List<string> _said = [];
    private string? _words;

    public bool AreEmpty => _variables.Count == 0;

    /// <summary>The variables, and the members of what they refer to.</summary>
    public IEnumerable<ISymbol> Symbols => _variables.Concat(_members);

    /// <summary>Whether a member is read that may be written at any time.</summary>
    public bool LookInside => _members.Concat(_variables.Where(static variable => variable is IFieldSymbol or IPropertySymbol)).Any(static member => !ConditionText.IsFixed(member));

    /// <summary>All that is said but constants, and how what is said is compared.</summary>
    public string Words => _words ??= string.Join(" ", _said.OrderBy(static word => word, StringComparer.Ordinal));

    /// <summary>Whether both are about the same variables, and about the same members of these, or about some of these.</summary>
    public bool AreOfSame(ConditionTerms other)
        => _variables.SetEquals(other._variables) && (_members.Count <= other._members.Count ? _members.IsSubsetOf(other._members) : _members.IsSupersetOf(other._members));

    /// <summary>Those of all conditions in the code, of which each may be in a block of its own.</summary>
    public static ConditionTerms In(SyntaxNode code, FunctionGraph function, Originals originals)
    {
        ConditionTerms terms = new();
        terms.AddIn(code, function, originals, 0);
        return terms;
    }

    /// <returns>Whether the operation does no more than read, and comes out alike as long as nobody writes what it reads.</returns>
    public bool Add(IOperation operation, FunctionGraph function, Originals originals) => Add(operation, function, originals, 0);

    private bool Add(IOperation operation, FunctionGraph function, Originals originals, int depth)
    {
        if (depth > MaximumDepth)
            return false;
        if (MaskQuestion.In(operation) is { } mask)
        {
            _said.Add("mask");
            return Add(mask.Value, function, originals, depth + 1) && Add(mask.Bits, function, originals, depth + 1);
        }

        foreach (IOperation part in new OperationWalk(operation))
        {
            if (!AddOne(part, function, originals, depth))
                return false;
        }

        return true;
    }

    private bool AddOne(IOperation part, FunctionGraph function, Originals originals, int depth)
    {
        switch (part)
        {
            case ILocalReferenceOperation local when originals.Of(local) is var original && original != local:
                return Add(original, function, originals, depth + 1);
            case ILocalReferenceOperation or IParameterReferenceOperation:
                return AddVariable(function.VariableOf(part)!);
            case IFlowCaptureReferenceOperation reference:
                if (function.IsBranching(reference.Id))
                    _said.Add(reference.Syntax.IsKind(SyntaxKind.CoalesceExpression) ? "??" : "?");
                return AddIn(reference.Syntax, function, originals, depth + 1);
            case IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } or { IsConst: true } }:
                return true;
            case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol { IsStatic: false, Name: not "IsCancellationRequested" } } member:
                if (member.Instance is null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance })
                    return AddVariable(member.Member);
                _members.Add(member.Member);
                _said.Add(member.Member.Name);
                return true;
            case IFlowAnonymousFunctionOperation lambda:
                return function.CapturesOf(lambda).Keys.Where(variable => !SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, lambda.Symbol)).All(AddVariable);
            case IInvocationOperation { TargetMethod: var method }:
                _said.Add(method.Name);
                return OnlyAsks(method);
            case IBinaryOperation { OperatorKind: var kind } binary when !Comparison.Is(binary) && binary.Type?.SpecialType != SpecialType.System_Boolean:
                _said.Add(kind.ToString());
                return true;
            case IIsTypeOperation or ITypePatternOperation or IDeclarationPatternOperation:
                _said.Add("is");
                return true;
            case IListPatternOperation or IConversionOperation { IsTryCast: true }:
                _said.Add(part.Kind.ToString());
                return true;
            default:
                return part is not (IMemberReferenceOperation or IAwaitOperation or IAssignmentOperation or IIncrementOrDecrementOperation or IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IFunctionPointerInvocationOperation);
        }
    }

    private bool AddVariable(ISymbol variable)
    {
        _variables.Add(variable);
        _said.Add(variable.Name);
        return true;
    }

    private bool AddIn(SyntaxNode code, FunctionGraph function, Originals originals, int depth)
    {
        if (depth > MaximumDepth)
            return false;
        foreach (IOperation part in function.Operations)
        {
            if (code.Span.Contains(part.Syntax.Span) && part is not (IFlowCaptureReferenceOperation or IFlowCaptureOperation) && !AddOne(part, function, originals, depth))
                return false;
        }

        return true;
    }

    /// <summary>Whether the method looks, and says what it has seen: the same each time, as long as nobody has changed it.</summary>
    private static bool OnlyAsks(IMethodSymbol method)
        => ConditionText.AnswersAlike(method)
            || (method.DeclaringSyntaxReferences.IsEmpty && (method.ContainingType.Name == nameof(Enumerable) || method.Name is nameof(GetType) or nameof(IComparable.CompareTo) or "GetValueOrDefault"));
}
