namespace PageMove.Contracts;

/// <summary>The member counts claims that may come and go at any moment: who takes a count of one for a proof that there is no other claim breaks the named rule.</summary>
/// <param name="rule">The rule, such as <c>PGM1011</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NoProofAttribute(string rule) : Attribute
{
    /// <summary>The rule that is broken when a condition compares the count with one.</summary>
    public string Rule { get; } = rule;
}
