using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// Values that tell the ways of a call apart: <c>int length = queue.TryTake(out var item) ? item.Length : -1</c> is -1 upon the one way, and whoever asks for that means the other by anything else.
/// </summary>
internal sealed partial class Interpreter
{
    private HashSet<TextSpan>? _decisiveCalls;
    private HashSet<string>? _decidedNames;

    /// <summary>What is known of a computed value, of which the other way has a constant in the place.</summary>
    private Value InsteadOfSentinel(IFlowCaptureOperation capture)
        => Automaton.IsKnown(_state) && _index.Sentinels.Has(capture.Id, out object? sentinel) && IsUponOutcome(capture.Value.Syntax, static _ => true) ? Value.InsteadOf(sentinel) : Value.Unknown;

    /// <summary>The same of a variable that gets the value; of a number that happens to be known, as an index in a loop's first rounds, it is no more that counts.</summary>
    private Value InsteadOfSentinel(IOperation target, ISymbol variable, Value value)
    {
        if (!(value.IsUnknown || (Facts.IsNumber(value) && target.Parent is ISimpleAssignmentOperation { Value.ConstantValue.HasValue: false })) || !Automaton.IsKnown(_state) || target.Type is null or { SpecialType: SpecialType.System_Boolean })
            return value;
        Value former = _facts[variable];
        return (former.IsConstant(out object? sentinel) || former.IsInsteadOf(out sentinel) || _index.Sentinels.HasBeside(target, variable, out sentinel)) && !value.Equals(Value.Is(sentinel)) && IsUponOutcome(target.Syntax, branch => !_index.Sentinels.IsAskedIn(branch, variable, target))
            ? Value.InsteadOf(sentinel)
            : value;
    }

    /// <summary>Whether the code is executed upon one outcome only of a call that decides an object's state.</summary>
    /// <param name="code">The code.</param>
    /// <param name="isMeant">Whether what is executed upon that outcome is told apart by the value.</param>
    private bool IsUponOutcome(SyntaxNode code, Func<SyntaxNode, bool> isMeant)
    {
        foreach ((ExpressionSyntax condition, SyntaxNode branch) in SentinelIndex.ConditionsAround(code))
        {
            NoteDecisive();
            foreach (SyntaxNode node in condition.DescendantNodesAndSelf())
            {
                if (node is InvocationExpressionSyntax ? _decisiveCalls!.Contains(node.Span) : node is IdentifierNameSyntax name && _decidedNames!.Contains(name.Identifier.ValueText))
                    return isMeant(branch);
            }
        }

        return false;
    }

    private void NoteDecisive()
    {
        if (_decisiveCalls is not null)
            return;
        _decisiveCalls = [];
        foreach ((BasicBlock _, IOperation operation) in _index.Calls.Sources)
        {
            if (operation is IInvocationOperation call && IsDecisive(call))
                _decisiveCalls.Add(call.Syntax.Span);
        }

        _decidedNames = [.. _index.Outcomes.VariablesThatKeep(IsDecisive).Select(static variable => variable.Name)];
    }

    /// <summary>Whether the relation holds; what stands instead of a constant is asked whether it is that.</summary>
    private static bool? Holds(BinaryOperatorKind relation, Value left, Value right)
    {
        if (left.CompareTo(right) is { } order)
            return Holds(relation, order);
        if (left.IsInsteadOf(out object? sentinel))
            return Value.Is(sentinel).CompareTo(right) is { } asked ? !Holds(relation, asked) : null;
        return right.IsInsteadOf(out sentinel) && left.CompareTo(Value.Is(sentinel)) is { } alike ? !Holds(relation, alike) : null;
    }

    private static bool? Holds(BinaryOperatorKind relation, int order) => relation switch
    {
        BinaryOperatorKind.LessThan => order < 0,
        BinaryOperatorKind.LessThanOrEqual => order <= 0,
        BinaryOperatorKind.GreaterThan => order > 0,
        BinaryOperatorKind.GreaterThanOrEqual => order >= 0,
        _ => null,
    };

    private static Value LengthOf(Value text)
        => text.IsConstant(out object? constant) && constant is string known ? Value.Is(known.Length)
            : text.IsInsteadOf(out constant) && constant is "" ? Value.InsteadOf(0)
            : Value.Unknown;

    /// <summary>Whether the text is null or empty; null where that is not known.</summary>
    private static bool? IsEmpty(Value text)
        => text.IsConstant(out object? constant) ? constant is null or ""
            : text.IsInsteadOf(out constant) && constant is null or "" ? false
            : null;
}
