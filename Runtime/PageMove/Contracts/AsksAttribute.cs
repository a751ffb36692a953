namespace PageMove.Contracts;

/// <summary>Whoever reads the member asks the question of the object.</summary>
/// <param name="question">The question, such as <see cref="Contracts.Question.Length"/>.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class AsksAttribute(string question) : Attribute
{
    /// <summary>The question.</summary>
    public string Question { get; } = question;
}
