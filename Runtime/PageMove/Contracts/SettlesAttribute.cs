namespace PageMove.Contracts;

/// <summary>With the parameter the irreversible step is done: what it owed (<see cref="OwesAttribute"/>) must have been asked before.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class SettlesAttribute : Attribute
{
    /// <summary>
    /// Whether the object takes nobody's place. Nothing is owed then: what would be asked compares it with what was there. A refusal that comes too late
    /// (<see cref="AskFirstAttribute"/>) is as late as ever.
    /// </summary>
    public bool Anew { get; init; }
}
