namespace PageMove.Contracts;

/// <summary>
/// Says which state an object is in after the call: the object itself (on a member), the argument (on a parameter, also a
/// <c>ref</c> or <c>out</c> one) or the returned object (on the return value).
/// </summary>
/// <param name="state">The state after the call.</param>
[AttributeUsage(
    AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Constructor | AttributeTargets.Parameter | AttributeTargets.ReturnValue,
    AllowMultiple = true)]
public sealed class ProducesAttribute(string state) : Attribute
{
    /// <summary>The state after the call.</summary>
    public string State { get; } = state;

    /// <summary>The one state that is left for the new one; in any other the object stays as it is. Without it: every state.</summary>
    public string? From { get; init; }

    /// <summary>The one state that stays as it is. Without it: none.</summary>
    public string? Unless { get; init; }

    /// <summary>The result (a <see cref="bool"/> or an enum member) upon which the state changes. Without it: always.</summary>
    public object? When { get; init; }

    /// <summary>A member of the object that is a lock: the state changes only where the code holds it, or may.</summary>
    public string? Inside { get; init; }

    /// <summary>A member of the object that is a lock: the state changes only where the code certainly does not hold it.</summary>
    public string? Outside { get; init; }

    /// <summary>Whether the state changes only where the caller looks at the result, whatever the result is.</summary>
    public bool WhenInspected { get; init; }
}
