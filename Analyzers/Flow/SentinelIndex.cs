using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace PageMove.Analyzers.Flow;

/// <summary>The constants, as -1, 0 or null, by which a function tells upon one way of a branch that there is nothing of what it computes upon the other.</summary>
internal sealed class SentinelIndex
{
    private readonly FunctionGraph _function;
    private readonly Dictionary<ISymbol, HashSet<SyntaxNode>> _noted = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<(SyntaxNode, ExpressionSyntax)>> _writing = new(SymbolEqualityComparer.Default);

    public SentinelIndex(FunctionGraph function)
    {
        _function = function;
        foreach (IOperation operation in function.Operations)
        {
            if (Assignment.IsTarget(operation) || IsChangedThrough(operation))
                NoteWritten(operation);
        }
    }

    /// <summary>Whether what a branching expression yields is a constant upon one way, and upon the other something that is computed; and which.</summary>
    public bool Has(CaptureId branching, out object? sentinel)
    {
        (sentinel, bool isFixed, bool isComputed) = (null, false, false);
        foreach (IOperation value in _function.ValuesOf(branching))
        {
            if (!IsSentinel(value, out object? constant))
                isComputed = true;
            else if (isFixed && !Equals(constant, sentinel))
                return false;
            else
                (sentinel, isFixed) = (constant, true);
        }

        return isFixed && isComputed;
    }

    /// <summary>Whether the variable that is written gets a constant in the other branch of the same <c>if</c>; and which.</summary>
    public bool HasBeside(IOperation target, ISymbol variable, out object? sentinel)
    {
        sentinel = null;
        if (OtherBranch(target.Syntax) is not { } branch)
            return false;
        foreach (IOperation written in _function.WritesOf(variable))
        {
            if (branch.Contains(written.Syntax.Span) && written.Parent is ISimpleAssignmentOperation { IsRef: false, Value: var value } && IsSentinel(value, out sentinel))
                return true;
        }

        return false;
    }

    /// <summary>The branches in which the function writes the variable or the field of <c>this</c>, or changes what the variable refers to, each with its condition.</summary>
    public IReadOnlyList<(SyntaxNode Branch, ExpressionSyntax Condition)> BranchesThatWrite(ISymbol variable) => _writing.TryGetValue(variable, out List<(SyntaxNode, ExpressionSyntax)>? branches) ? branches : [];

    /// <summary>The branches in which the code stands, from the inside out, each with its condition.</summary>
    public static IEnumerable<(SyntaxNode Branch, ExpressionSyntax Condition)> BranchesAround(SyntaxNode code)
    {
        for (; code.Parent is { } parent and not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax); code = parent)
        {
            switch (parent)
            {
                case IfStatementSyntax branch when code == branch.Statement || code == branch.Else:
                    yield return (branch, branch.Condition);
                    break;
                case ConditionalExpressionSyntax branch when code != branch.Condition:
                    yield return (branch, branch.Condition);
                    break;
                case SwitchExpressionSyntax branch when code != branch.GoverningExpression:
                    yield return (branch, branch.GoverningExpression);
                    break;
            }
        }
    }

    /// <summary>Whether something is done to what the variable refers to, as by <c>errors.Add(text)</c>, that others can ask for.</summary>
    private static bool IsChangedThrough(IOperation mention)
        => mention is ILocalReferenceOperation or IParameterReferenceOperation && (IsOfLibrary(mention.Type) || mention.Type is { DeclaringSyntaxReferences.IsEmpty: false })
            && mention.Parent switch
            {
                IInvocationOperation call => call.Instance == mention,
                IPropertyReferenceOperation or IArrayElementReferenceOperation or IFieldReferenceOperation => Assignment.IsTarget(mention.Parent),
                _ => false,
            };

    private static bool IsOfLibrary(ITypeSymbol? type)
    {
        if (type is IArrayTypeSymbol)
            return true;
        INamespaceSymbol? space = type?.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;
        return space?.Name == nameof(System);
    }

    private void NoteWritten(IOperation target)
    {
        if ((_function.VariableOf(target) ?? (target is IMemberReferenceOperation ? Flag.FieldOf(target) : null)) is not { } variable)
            return;
        foreach ((SyntaxNode, ExpressionSyntax) branch in BranchesAround(target.Syntax))
        {
            if (!_noted.TryGetValue(variable, out HashSet<SyntaxNode>? noted))
                _noted.Add(variable, noted = []);
            if (!noted.Add(branch.Item1))
                continue;
            if (!_writing.TryGetValue(variable, out List<(SyntaxNode, ExpressionSyntax)>? branches))
                _writing.Add(variable, branches = []);
            branches.Add(branch);
        }
    }

    private static TextSpan? OtherBranch(SyntaxNode code)
    {
        for (; code.Parent is { } parent and not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax); code = parent)
        {
            if (parent is IfStatementSyntax branch)
                return code == branch.Statement ? branch.Else?.Span : code == branch.Else ? branch.Statement.Span : null;
        }

        return null;
    }

    // A truth has no third value: its opposite says as much.
    private static bool IsSentinel(IOperation value, out object? constant)
    {
        if (Conversions.Inside(value) is IFieldReferenceOperation { Field: { Name: nameof(string.Empty), ContainingType.SpecialType: SpecialType.System_String } })
        {
            constant = string.Empty;
            return true;
        }

        Optional<object?> known = value.ConstantValue.HasValue ? value.ConstantValue : Conversions.Inside(value).ConstantValue is { HasValue: true, Value: null } nothing ? nothing : default;
        constant = known.HasValue ? known.Value : null;
        return known.HasValue && constant is not bool;
    }
}
