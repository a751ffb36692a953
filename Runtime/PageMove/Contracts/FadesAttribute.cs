namespace PageMove.Contracts;

/// <summary>
/// Somebody else may end the state at any time: nothing is said of it any more after an <c>await</c>, or after a call that may have to do with that somebody.
/// </summary>
/// <param name="state">The state.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, AllowMultiple = true)]
public sealed class FadesAttribute(string state) : Attribute
{
    /// <summary>The state.</summary>
    public string State { get; } = state;
}
