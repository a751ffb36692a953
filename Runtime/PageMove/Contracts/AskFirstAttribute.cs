namespace PageMove.Contracts;

/// <summary>The member cannot be undone: a refusal that could have been known before it and is asked for afterwards breaks the named rule.</summary>
/// <param name="rule">The rule, such as <c>PGM1004</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AskFirstAttribute(string rule) : Attribute
{
    /// <summary>The rule that is broken.</summary>
    public string Rule { get; } = rule;
}
