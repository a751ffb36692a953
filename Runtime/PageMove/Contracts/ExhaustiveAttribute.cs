namespace PageMove.Contracts;

/// <summary>
/// Whoever decides by the enum's members decides about each of them: a list that is written by hand and names some, so that the others are decided
/// about unasked, breaks the named rule (law 18).
/// </summary>
/// <param name="rule">The rule, such as <c>PGM4008</c>.</param>
[AttributeUsage(AttributeTargets.Enum)]
public sealed class ExhaustiveAttribute(string rule) : Attribute
{
    /// <summary>The rule that is broken by a list that leaves members out.</summary>
    public string Rule { get; } = rule;
}
