namespace PageMove.Contracts;

/// <summary>Names the rule that is broken when an object of the attributed type breaks its protocol in one way.</summary>
/// <param name="id">The rule, such as <c>PGM2003</c>.</param>
/// <param name="breach">The way in which the protocol is broken.</param>
/// <param name="state">The state that the breach is about.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, AllowMultiple = true)]
public sealed class RuleAttribute(string id, Breach breach, string state) : Attribute
{
    /// <summary>The rule's identifier.</summary>
    public string Id { get; } = id;

    /// <summary>The way in which the protocol is broken.</summary>
    public Breach Breach { get; } = breach;

    /// <summary>The state that the breach is about.</summary>
    public string State { get; } = state;
}
