namespace PageMove.Contracts;

/// <summary>Says that a signal (<see cref="SignalsAttribute"/>) takes the objects of the attributed type from one state to another.</summary>
/// <param name="signal">The signal, such as <see cref="Signal.CachePublish"/>.</param>
/// <param name="from">The state in which an object reacts.</param>
/// <param name="to">The state it comes into.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, AllowMultiple = true)]
public sealed class ReactsAttribute(string signal, string from, string to) : Attribute
{
    /// <summary>The signal.</summary>
    public string Signal { get; } = signal;

    /// <summary>The state in which an object reacts.</summary>
    public string From { get; } = from;

    /// <summary>The state it comes into.</summary>
    public string To { get; } = to;

    /// <summary>
    /// Whether every object in the state reacts. Without it, none does where there are several: nobody knows which of them the signal is about.
    /// </summary>
    public bool All { get; init; }

    /// <summary>Whether only those objects react that came out of a call of a member of the very object that raises the signal, as a stolen page out of its buffer.</summary>
    public bool Tied { get; init; }

    /// <summary>Whether a message keeps naming the place where the object came into <see cref="From"/>.</summary>
    public bool KeepsPlace { get; init; }
}
