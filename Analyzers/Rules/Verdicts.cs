using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PageMove.Analyzers.Contracts;

namespace PageMove.Analyzers.Rules;

/// <summary>
/// A switch that says yes or no to members of an enum by name, and something to all others. Where the names get one answer only, and the others the opposite, it may be a
/// question about those few, and is not taken for a list.
/// </summary>
internal sealed class Verdicts
{
    private bool _saysYes;
    private bool _saysNo;

    /// <summary>The values that are named.</summary>
    public HashSet<ulong> Named { get; } = [];

    /// <summary>Where all others are decided about; null where nothing is said of them.</summary>
    public Location? Default { get; private set; }

    /// <returns>Null where the switch is no list.</returns>
    public static Verdicts? In(ISwitchExpressionOperation choice)
    {
        Verdicts verdicts = new();
        bool isRefusing = false;
        foreach (ISwitchExpressionArmOperation arm in choice.Arms)
        {
            if (arm.Guard is not null)
                return null;
            if (arm.Pattern is IDiscardPatternOperation)
            {
                verdicts.Default = arm.Syntax.GetLocation();
                isRefusing = arm.Value is IThrowOperation or IConversionOperation { Operand: IThrowOperation };
                if (!isRefusing && !IsVerdict(arm.Value))
                    return null;
            }
            else if (!IsVerdict(arm.Value) || !verdicts.Name(arm.Pattern))
            {
                return null;
            }
            else
            {
                verdicts.Note(arm.Value);
            }
        }

        return verdicts.IsList(isRefusing) ? verdicts : null;
    }

    /// <returns>Null where the switch is no list.</returns>
    public static Verdicts? In(ISwitchOperation choice)
    {
        Verdicts verdicts = new();
        bool isRefusing = false;
        foreach (ISwitchCaseOperation section in choice.Cases)
        {
            IOperation? answer = section.Body.FirstOrDefault() switch
            {
                IReturnOperation { ReturnedValue: { } returned } => returned,
                IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Value: var assigned } } => assigned,
                IThrowOperation thrown => thrown,
                _ => null,
            };
            if (answer is null || section.Body.Length > 2 || (section.Body.Length == 2 && section.Body[1] is not IBranchOperation { BranchKind: BranchKind.Break }))
                return null;

            IDefaultCaseClauseOperation? others = section.Clauses.OfType<IDefaultCaseClauseOperation>().FirstOrDefault();
            bool isThrow = answer is IThrowOperation;
            if (!IsVerdict(answer) && !(isThrow && others is not null && section.Clauses.Length == 1))
                return null;
            if (others is not null)
                (verdicts.Default, isRefusing) = (others.Syntax.GetLocation(), isThrow);
            foreach (ICaseClauseOperation clause in section.Clauses)
            {
                if (clause == others)
                    continue;
                if (!(clause switch
                {
                    ISingleValueCaseClauseOperation { Value: var value } => verdicts.Name(value),
                    IPatternCaseClauseOperation { Guard: null, Pattern: var pattern } => verdicts.Name(pattern),
                    _ => false,
                }))
                {
                    return null;
                }

                verdicts.Note(answer);
            }
        }

        return verdicts.IsList(isRefusing) ? verdicts : null;
    }

    private bool IsList(bool isRefusing) => (_saysYes && _saysNo) || (isRefusing && (_saysYes || _saysNo));

    private void Note(IOperation answer)
    {
        _saysYes |= answer.ConstantValue.Value is true;
        _saysNo |= answer.ConstantValue.Value is false;
    }

    private bool Name(IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation constant => Name(constant.Value),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either => Name(either.LeftPattern) && Name(either.RightPattern),
        _ => false,
    };

    private bool Name(IOperation value)
    {
        if (value.ConstantValue is not { HasValue: true, Value: var constant } || ExhaustiveEnum.BitsOf(constant) is not { } bits)
            return false;
        Named.Add(bits);
        return true;
    }

    private static bool IsVerdict(IOperation answer) => answer.ConstantValue is { HasValue: true, Value: bool };
}
