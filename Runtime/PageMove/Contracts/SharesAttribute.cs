namespace PageMove.Contracts;

/// <summary>
/// The property returns an object that others have, too: it is in the state, until the object that has the property is asked for it with the named
/// member (law 16: the default is shared).
/// </summary>
/// <param name="state">The state.</param>
/// <param name="until">The member that may end the sharing, such as the one that steals.</param>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class SharesAttribute(string state, string until) : Attribute
{
    /// <summary>The state.</summary>
    public string State { get; } = state;

    /// <summary>The member that may end the sharing.</summary>
    public string Until { get; } = until;
}
