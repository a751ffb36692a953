namespace PageMove.Contracts;

/// <summary>
/// Declares a protocol of the attributed type: the states that an object of it passes through. A type may declare several
/// protocols; they run independently and their states have different names.
/// </summary>
/// <remarks>Contracts are matched by full name, so a project without a reference to PageMove may paste these attributes.</remarks>
/// <param name="name">What a message and a diagram call the protocol, such as "page lock".</param>
/// <param name="states">The states' names, at most 28.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, AllowMultiple = true)]
public sealed class ProtocolAttribute(string name, params string[] states) : Attribute
{
    /// <summary>What a message and a diagram call the protocol.</summary>
    public string Name { get; } = name;

    /// <summary>The states' names.</summary>
    public string[] States { get; } = states;

    /// <summary>
    /// The state in which an object reaches a method that says nothing of it, or <see langword="null"/> when it may be in any
    /// (nothing is reported of a state that is not known).
    /// </summary>
    public string? Entry { get; init; }

    /// <summary>
    /// The state of an object to which the running method has taken claims beside the one that it had, or <see langword="null"/> where there is none. What leads to it takes one
    /// more; what ends the object in another state, and what leads out of this state alone, gives one back, and the last one given back leaves the object as it was before the first.
    /// </summary>
    public string? Counted { get; init; }
}
