namespace PageMove.Contracts;

/// <summary>On an <c>out</c> parameter: before what comes out is handed to a parameter marked <see cref="SettlesAttribute"/>, the question has to be asked.</summary>
/// <param name="question">The question, such as <see cref="Contracts.Question.Sanity"/>.</param>
/// <param name="rule">The rule that is broken otherwise, such as <c>PGM1005</c>.</param>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = true)]
public sealed class OwesAttribute(string question, string rule) : Attribute
{
    /// <summary>The question.</summary>
    public string Question { get; } = question;

    /// <summary>The rule that is broken when nobody asks.</summary>
    public string Rule { get; } = rule;

    /// <summary>Whether the question is one for the object that the member is called on, and may be asked before the call.</summary>
    public bool Early { get; init; }
}
