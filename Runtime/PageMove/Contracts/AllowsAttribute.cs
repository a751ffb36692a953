namespace PageMove.Contracts;

/// <summary>The member may be used in a state in which any other use of the object is forbidden (<see cref="Breach.Use"/>).</summary>
/// <param name="state">The state.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, AllowMultiple = true)]
public sealed class AllowsAttribute(string state) : Attribute
{
    /// <summary>The state.</summary>
    public string State { get; } = state;
}
