namespace PageMove.Contracts;

/// <summary>The result of the member decides what the caller may do next; not looking at it breaks the named rule.</summary>
/// <param name="rule">The rule, such as <c>PGM1003</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MustUseAttribute(string rule) : Attribute
{
    /// <summary>The rule that is broken when the result is not looked at.</summary>
    public string Rule { get; } = rule;
}
