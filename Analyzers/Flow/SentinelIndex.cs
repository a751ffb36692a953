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
    private readonly Dictionary<CaptureId, object?> _ofCaptures = [];

    public SentinelIndex(FunctionGraph function)
    {
        _function = function;
        HashSet<CaptureId> computed = [];
        HashSet<CaptureId> ambiguous = [];
        foreach (IOperation operation in function.Operations)
        {
            if (operation is not IFlowCaptureOperation { Id: var id, Value: var value })
                continue;
            if (!IsSentinel(value, out object? constant))
                computed.Add(id);
            else if (_ofCaptures.TryGetValue(id, out object? other) && !Equals(constant, other))
                ambiguous.Add(id);
            else
                _ofCaptures[id] = constant;
        }

        foreach (CaptureId id in _ofCaptures.Keys.Where(id => ambiguous.Contains(id) || !computed.Contains(id)).ToArray())
            _ofCaptures.Remove(id);
    }

    /// <summary>Whether what a branching expression yields is a constant upon one way, and upon the other something that is computed; and which.</summary>
    public bool Has(CaptureId branching, out object? sentinel) => _ofCaptures.TryGetValue(branching, out sentinel);

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

    /// <summary>The conditions upon which the code is executed, each with what is executed upon it, from the inside out, as far as they stand around it.</summary>
    public static IEnumerable<(ExpressionSyntax Condition, SyntaxNode Branch)> ConditionsAround(SyntaxNode code)
    {
        for (; code.Parent is { } parent and not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax); code = parent)
        {
            switch (parent)
            {
                case IfStatementSyntax branch when code == branch.Statement:
                    yield return (branch.Condition, code);
                    break;
                case ElseClauseSyntax { Parent: IfStatementSyntax branch }:
                    yield return (branch.Condition, code);
                    break;
                case ConditionalExpressionSyntax branch when code != branch.Condition:
                    yield return (branch.Condition, code);
                    break;
                case SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax { GoverningExpression: var governing } }:
                    yield return (governing, code);
                    break;
                case WhileStatementSyntax loop when code == loop.Statement:
                    yield return (loop.Condition, code);
                    break;
            }
        }
    }

    /// <summary>Whether the variable is asked, in the branch in which it gets the value, what value that is: then it is not there to tell that branch from another.</summary>
    public bool IsAskedIn(SyntaxNode branch, ISymbol variable, IOperation target)
    {
        foreach (IOperation mention in _function.MentionsOf(variable))
        {
            if (mention.Syntax.SpanStart < target.Syntax.Span.End || !branch.Span.Contains(mention.Syntax.Span))
                continue;
            IOperation asked = mention;
            while (asked.Parent is IConversionOperation)
                asked = asked.Parent;
            if (asked.Parent is IBinaryOperation or IIsPatternOperation or IIsNullOperation or IFlowCaptureOperation)
                return true;
        }

        return false;
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
