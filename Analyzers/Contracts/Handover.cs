using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Contracts;

/// <summary>A method by which an object changes hands, and what has to be asked before it is settled in its new place.</summary>
/// <param name="Ordinal">The <c>out</c> parameter through which the object comes.</param>
/// <param name="Owed">The questions that have to be asked.</param>
/// <param name="LateRule">The rule that is broken by a refusal that could have been known before; null where there is none.</param>
internal sealed record Handover(int Ordinal, ImmutableArray<OwedQuestion> Owed, string? LateRule)
{
    /// <returns>Null where the method has no such contract.</returns>
    public static Handover? Of(IMethodSymbol method)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.Out)
                continue;
            ImmutableArray<OwedQuestion> owed = (
                from owes in ContractAttributes.Named(ContractAttributes.OfParameter(parameter), ContractAttributes.Owes)
                let question = owes.StringAt(0)
                let rule = owes.StringAt(1)
                where question is not null && rule is not null
                select new OwedQuestion(question, rule, owes.Argument("Early")?.Value is true)).ToImmutableArray();
            if (!owed.IsEmpty)
                return new Handover(parameter.Ordinal, owed, LateRuleOf(method));
        }

        return null;
    }

    /// <summary>The question that the member asks; null for most.</summary>
    /// <param name="member">The member.</param>
    /// <param name="isEarly">Whether the answer is the same before the object changes hands.</param>
    public static string? QuestionOf(ISymbol member, bool isEarly)
    {
        ImmutableArray<AttributeData> attributes = member switch
        {
            IPropertySymbol property => ContractAttributes.OfProperty(property),
            IMethodSymbol method => ContractAttributes.OfMember(method),
            _ => member.GetAttributes(),
        };
        return ContractAttributes.Named(attributes, ContractAttributes.Asks)
            .FirstOrDefault(asks => asks.Argument("Early")?.Value is true == isEarly)?.StringAt(0);
    }

    /// <summary>Whether handing an object to the parameter settles it.</summary>
    public static bool IsSettledBy(IParameterSymbol parameter)
        => ContractAttributes.Named(ContractAttributes.OfParameter(parameter), ContractAttributes.Settles).Any();

    /// <summary>Whether handing an object to the parameter settles it in nobody's place, so that nothing is owed.</summary>
    public static bool IsSettledAnewBy(IParameterSymbol parameter)
        => ContractAttributes.Named(ContractAttributes.OfParameter(parameter), ContractAttributes.Settles).Any(settles => settles.Argument("Anew")?.Value is true);

    private static string? LateRuleOf(IMethodSymbol method)
        => ContractAttributes.Named(ContractAttributes.OfMember(method), ContractAttributes.AskFirst).FirstOrDefault()?.StringAt(0);
}

/// <summary>A question that has to be asked before an object is settled.</summary>
/// <param name="Question">The question.</param>
/// <param name="Rule">The rule that is broken when nobody asks.</param>
/// <param name="IsEarly">Whether it may be asked of the former holder, before the handover.</param>
internal sealed record OwedQuestion(string Question, string Rule, bool IsEarly);
