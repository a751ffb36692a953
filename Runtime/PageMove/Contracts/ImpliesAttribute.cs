namespace PageMove.Contracts;

/// <summary>
/// Says that an object that a contract puts into one state is then also in a state of another protocol of its type: a request that is
/// locked was found not to be aborted.
/// </summary>
/// <param name="state">The state that a contract names.</param>
/// <param name="implied">The state of the other protocol that follows from it.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, AllowMultiple = true)]
public sealed class ImpliesAttribute(string state, string implied) : Attribute
{
    /// <summary>The state that a contract names.</summary>
    public string State { get; } = state;

    /// <summary>The state of the other protocol that follows from it.</summary>
    public string Implied { get; } = implied;
}
