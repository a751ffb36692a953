namespace PageMove.Contracts;

/// <summary>What is read out of the property's value, such as an element of the span that it returns, is in the state.</summary>
/// <param name="state">The state.</param>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class LendsAttribute(string state) : Attribute
{
    /// <summary>The state.</summary>
    public string State { get; } = state;
}
