namespace PageMove.Contracts;

/// <summary>
/// The argument is in the state on entry, and every exit of the method that says "go on" holds it in the state again (law 5).
/// A method may leave the state in between.
/// </summary>
/// <param name="state">The state that is held on entry and on exit.</param>
/// <param name="failures">The results that do not say "go on", after which the object may be in any state.</param>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = true)]
public sealed class BalancedAttribute(string state, params object[] failures) : Attribute
{
    /// <summary>The state that is held on entry and on exit.</summary>
    public string State { get; } = state;

    /// <summary>The results that do not say "go on".</summary>
    public object[] Failures { get; } = failures;
}
