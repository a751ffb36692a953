using System.Collections.Immutable;

namespace PageMove.Analyzers.Flow;

/// <summary>Which object of a call an effect is about.</summary>
internal enum EffectTarget
{
    Receiver,
    Argument,
    Result,

    /// <summary>What a <c>ref</c> argument names after the call, where that is another object than before.</summary>
    Replacement,

    /// <summary>What a variable holds that a local function takes from the function around it, or what a private method finds in a field of its object.</summary>
    Captured,

    /// <summary>Every object of the protocol in scope, whether the call mentions it or not.</summary>
    Everyone,
}

/// <summary>What one call does to one object: the states it requires, and the state it leads to.</summary>
internal sealed record Effect(EffectTarget Target, int Ordinal = -1)
{
    /// <summary>No state: the effect moves the object nowhere.</summary>
    public const int Stay = -1;

    /// <summary>The states in which the call is right; 0 where any is.</summary>
    public uint Requires { get; init; }

    /// <summary>The states that are left for <see cref="To"/>; all by default, those that are not known included.</summary>
    public uint From { get; init; } = uint.MaxValue;

    public int To { get; init; } = Stay;

    /// <summary>Whether the effect depends on the call's result (<see cref="When"/>).</summary>
    public bool IsConditional { get; init; }

    public object? When { get; init; }

    /// <summary>The truth, and the parameter to which it has to be given for the effect to take place; null where it does not matter.</summary>
    public (int Ordinal, bool Truth)? Upon { get; init; }

    /// <summary>Whether the effect takes place only where the caller looks at the result.</summary>
    public bool WhenInspected { get; init; }

    /// <summary>The member that is a lock which the code must hold, or may hold, for the effect to take place; null where it does not matter.</summary>
    public string? Inside { get; init; }

    /// <summary>The member that is a lock which the code must not hold for the effect to take place; null where it does not matter.</summary>
    public string? Outside { get; init; }

    /// <summary>What the call returns for certain in a state of <see cref="From"/>, or whenever it returns, where that was inferred; null where it may return anything.</summary>
    public object? Answers { get; init; }

    /// <summary>Whether somebody else answers for the object from here on.</summary>
    public bool Transfers { get; init; }

    /// <summary>Whether a callee to which the object is handed over may not have taken it: it has a result by which it can tell so, or nothing says that it takes it.</summary>
    public bool MayDecline { get; init; }

    /// <summary>Of an effect on everyone: whether it takes place even where there are several objects.</summary>
    public bool ConcernsAll { get; init; }

    /// <summary>Of an effect on everyone: whether it takes place only on what came out of a call of a member of the object that this one is called on.</summary>
    public bool IsTied { get; init; }

    /// <summary>Whether the place where the object came into its former state stays the one to be named.</summary>
    public bool KeepsPlace { get; init; }

    /// <summary>Whether the <c>ref</c> argument names another object from here on.</summary>
    public bool Replaces { get; init; }

    /// <summary>How many claims the effect takes where it leads to the state that counts them; 0 where that is not known.</summary>
    public int Claims { get; init; } = 1;

    /// <summary>To how many others the callee hands the object, each with one of the claims that it takes, where that was read out of its body.</summary>
    public int Given { get; init; }

    /// <summary>What is given back of an object that arrives in the state that counts claims, where that was read out of the callee's body; null where the effect says it otherwise.</summary>
    public GivenBack? GivesBack { get; init; }

    /// <summary>Whether nobody promised the effect, and it was read out of the callee's body: a callee like any other, that may throw and call on.</summary>
    public bool IsInferred { get; init; }

    /// <summary>The states to which the callee brings the object once more before anything else, where that was read out of its body.</summary>
    public uint Repeats { get; init; }

    /// <summary>The states, of those in which any use is forbidden, in which the callee does nothing that is wrong, where that was read out of its body.</summary>
    public uint Tolerates { get; init; }

    /// <summary>The states in which the object's memory must not be written, and in which the callee writes it whatever happens, where that was read out of its body.</summary>
    public uint Writes { get; init; }

    /// <summary>Whether the callee may leave the field, or the place by reference, in which the object is without it, where that was read out of its body.</summary>
    public bool Vacates { get; init; }

    /// <summary>The parameters by reference, by their ordinals as bits, that name the object when the call has returned, beside the place in which it was, where that was read out of the callee's body.</summary>
    public uint NamedBy { get; init; }

    /// <summary>Whether the callee may put something else into the place by reference, where that was read out of its body.</summary>
    public bool MayFill { get; init; }

    /// <summary>What the callee does wrong, whatever happens, with an object that it ends itself, where that was read out of its body.</summary>
    public ImmutableArray<BreachOnArrival> Breaks { get; init; } = ImmutableArray<BreachOnArrival>.Empty;

    /// <summary>What the callee leaves in flags beside the object, where that was read out of its body.</summary>
    public ImmutableArray<FlagLeft> Leaves { get; init; } = ImmutableArray<FlagLeft>.Empty;

    /// <summary>Whether the call does not come back. So a function's call of itself is seen until it is known what the function does.</summary>
    public bool NeverReturns { get; init; }

    /// <summary>Whether it moves the object to another place.</summary>
    public bool Displaces => Vacates || NamedBy != 0;

    /// <summary>Whether it leads to a state, and to one that is known.</summary>
    public bool DecidesState => To != Stay && Automaton.IsKnown(To);

    /// <summary>Whether the call is right in one state only, and in which.</summary>
    public bool RequiresOne(out int state)
    {
        state = 0;
        if (Requires == 0 || (Requires & (Requires - 1)) != 0)
            return false;
        state = Automaton.FirstOf(Requires);
        return Automaton.IsKnown(state);
    }

    public bool IsFor(EffectTarget target, int ordinal) => Target == target && Ordinal == ordinal;

    /// <summary>Whether the effect takes place where the call has the result; null where that is not known.</summary>
    public bool? IsMetBy(Value result) => !IsConditional ? true : result.EqualTo(When);
}

/// <summary>What a callee does wrong with an object that arrives in one state.</summary>
/// <param name="Arrival">The state in which it arrives.</param>
/// <param name="Kind">The way in which the protocol is broken.</param>
/// <param name="States">The states that the breach is about.</param>
internal sealed record BreachOnArrival(int Arrival, Breach Kind, uint States);

/// <summary>What the effects of one call do to one of its operands.</summary>
internal static class EffectsOnOperand
{
    /// <summary>Whether any of the effects is on the operand.</summary>
    public static bool Concern(this ImmutableArray<Effect> effects, EffectTarget target, int ordinal)
    {
        foreach (Effect effect in effects)
        {
            if (effect.IsFor(target, ordinal))
                return true;
        }

        return false;
    }

    /// <summary>Whether any of the effects brings the operand into a state.</summary>
    public static bool Move(this ImmutableArray<Effect> effects, EffectTarget target, int ordinal = -1)
    {
        foreach (Effect effect in effects)
        {
            if (effect.IsFor(target, ordinal) && effect.To != Effect.Stay)
                return true;
        }

        return false;
    }
}
