namespace PageMove.Contracts;

/// <summary>The ways in which code can break a protocol; each may name a rule of its own (<see cref="RuleAttribute"/>).</summary>
public enum Breach
{
    /// <summary>An operation that requires the state was called on an object known to be in another one.</summary>
    Missing,

    /// <summary>The object was used, in any way, while in the state.</summary>
    Use,

    /// <summary>A method ended and left the object in the state, although nobody else was made responsible for it.</summary>
    Left,

    /// <summary>As <see cref="Left"/>, told at the place where the object came into the state instead of at the exit.</summary>
    Reached,

    /// <summary>An exit does not hold the state that entry held and that the contract says is kept (<see cref="BalancedAttribute"/>).</summary>
    NotRestored,
}
