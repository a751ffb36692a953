namespace PageMove.Contracts;

/// <summary>The property may be null at any time; using its value where nobody has looked breaks the named rule.</summary>
/// <param name="rule">The rule, such as <c>PGM4007</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MustCheckAttribute(string rule) : Attribute
{
    /// <summary>The rule that is broken when the value is used without a look.</summary>
    public string Rule { get; } = rule;
}
