namespace PageMove.Contracts;

/// <summary>
/// Of the steps that this member and another one do, one after the other, at the same place of the same object, there is one member that does both at
/// once: taking the two apart breaks the named rule. The place is the other member's first argument, the item its second.
/// </summary>
/// <param name="rule">The rule, such as <c>PGM1007</c>.</param>
/// <param name="member">The member that is not to be called afterwards for another item at the same place.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NotBeforeAttribute(string rule, string member) : Attribute
{
    /// <summary>The rule that is broken.</summary>
    public string Rule { get; } = rule;

    /// <summary>The member that is not to follow.</summary>
    public string Member { get; } = member;

    /// <summary>The member of the same type that takes the old item and the new one, and does both steps in one.</summary>
    public string? Instead { get; init; }
}
