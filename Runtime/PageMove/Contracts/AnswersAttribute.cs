namespace PageMove.Contracts;

/// <summary>In the state, the member returns the answer for certain; in any other it may return anything.</summary>
/// <param name="state">The state.</param>
/// <param name="answer">What the member returns: a <see cref="bool"/> or an enum member.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, AllowMultiple = true)]
public sealed class AnswersAttribute(string state, object answer) : Attribute
{
    /// <summary>The state.</summary>
    public string State { get; } = state;

    /// <summary>What the member returns.</summary>
    public object Answer { get; } = answer;
}
