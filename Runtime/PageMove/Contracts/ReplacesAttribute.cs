namespace PageMove.Contracts;

/// <summary>
/// The <c>ref</c> argument names another object after the call, and the one that it named before comes into the state (law 8). Where the parameter
/// carries a <see cref="ProducesAttribute"/>, too, that speaks of the new one.
/// </summary>
/// <param name="state">The state of what the argument named before the call.</param>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = true)]
public sealed class ReplacesAttribute(string state) : Attribute
{
    /// <summary>The state of what the argument named before the call.</summary>
    public string State { get; } = state;

    /// <summary>The result (a <see cref="bool"/> or an enum member) upon which the argument names another object. Without it: always.</summary>
    public object? When { get; init; }

    /// <summary>The state in which the object stays as it is: somebody has a claim of his own to it.</summary>
    public string? Unless { get; init; }
}
