namespace PageMove.Contracts;

/// <summary>
/// On a member: the object must be in one of the states when the member is called. On a parameter: the argument must be, and
/// inside the method it is.
/// </summary>
/// <param name="states">The states, all of one protocol.</param>
[AttributeUsage(
    AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Parameter,
    AllowMultiple = true)]
public sealed class RequiresAttribute(params string[] states) : Attribute
{
    /// <summary>The states that are allowed.</summary>
    public string[] States { get; } = states;
}
