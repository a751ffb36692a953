namespace PageMove.Contracts;

/// <summary>Whoever reads the member asks the question of the object.</summary>
/// <param name="question">The question, such as <see cref="Contracts.Question.Length"/>.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class AsksAttribute(string question) : Attribute
{
    /// <summary>The question.</summary>
    public string Question { get; } = question;

    /// <summary>
    /// Whether the answer is the same before the object changes hands, when it can be asked for by way of its former holder. Such a question is never owed; asked
    /// for the first time when it is too late (<see cref="AskFirstAttribute"/>), it is as late as one about the holder.
    /// </summary>
    public bool Early { get; init; }
}
