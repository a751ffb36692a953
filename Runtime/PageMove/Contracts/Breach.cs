namespace PageMove.Contracts;

/// <summary>The ways in which code can break a protocol; each may name a rule of its own (<see cref="RuleAttribute"/>).</summary>
public enum Breach
{
    /// <summary>An operation that requires the state was called on an object known to be in another one.</summary>
    Missing,

    /// <summary>
    /// An operation that leads to the state, and requires another one, was called on an object that is in it already; so, too, where it requires none
    /// but every use of the object is forbidden in the state.
    /// </summary>
    Repeated,

    /// <summary>The object was used, in any way, while in the state.</summary>
    Use,

    /// <summary>
    /// A method ended and left the object in the state into which the method brought it, although nobody else was made responsible for
    /// it. Told at the place where it came into the state.
    /// </summary>
    Left,

    /// <summary>An exit does not hold the state that entry held and that the contract says is kept (<see cref="BalancedAttribute"/>).</summary>
    NotRestored,

    /// <summary>
    /// An operation that gives the state up was called on an object that is known to be in another one. Where no rule is named for it, it counts as
    /// <see cref="Missing"/>.
    /// </summary>
    NotHeld,

    /// <summary>The memory that the object hands out (a span or a memory that may be written) was written while in the state.</summary>
    Write,

    /// <summary>A call that may block its thread (<see cref="BlocksAttribute"/>) was made while the object was in the state.</summary>
    Blocked,

    /// <summary>
    /// A view of the object's memory (a span, a memory or a sequence that a member of it returned) was in the caller's hands, or in a field, when the method ended with the
    /// object in the state. Told at the place where the view was handed out.
    /// </summary>
    Outlived,
}
