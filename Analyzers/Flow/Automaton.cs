using System.Collections.Immutable;

namespace PageMove.Analyzers.Flow;

/// <summary>The ways in which a path can break a protocol; the contracts' attributes name them alike.</summary>
internal enum Breach
{
    Missing,
    Repeated,
    Use,
    Left,
    NotRestored,
    NotHeld,
    Write,
    Blocked,
    Outlived,
}

/// <summary>The states of one protocol, as the flow analysis sees them: small numbers, and sets of them as bits.</summary>
internal sealed class Automaton
{
    /// <summary>The object may be in any state; nothing is reported of it until an operation decides the state.</summary>
    public const int Unknown = 29;

    /// <summary>The object was handed to somebody else; nothing more is reported of it.</summary>
    public const int Escaped = 30;

    /// <summary>There is no object on this path yet.</summary>
    public const int Absent = 31;

    /// <summary>The object was handed to somebody who answers for it from here on. It may still be looked at, but it is not this function's to give back.</summary>
    public const int HandedOver = 28;

    public const int MaximumStates = 28;

    public Automaton(string name, ImmutableArray<string> states)
    {
        Name = name;
        States = states;
    }

    public string Name { get; }

    public ImmutableArray<string> States { get; }

    /// <summary>The states in which any use is a breach.</summary>
    public uint ForbidsUse { get; init; }

    /// <summary>The states that an operation must not lead to again.</summary>
    public uint ForbidsRepeating { get; init; }

    /// <summary>The states that nobody may give up who does not hold them.</summary>
    public uint ForbidsGivingUp { get; init; }

    /// <summary>The states in which nobody may write the object's memory.</summary>
    public uint ForbidsWriting { get; init; }

    /// <summary>The states that somebody else may end at any time.</summary>
    public uint Fades { get; init; }

    /// <summary>The states that end with the object out of which this one came.</summary>
    public uint Tied { get; init; }

    /// <summary>The states in which nobody may block the thread.</summary>
    public uint ForbidsBlocking { get; init; }

    /// <summary>The states in which nobody may leave the object.</summary>
    public uint ForbidsLeaving { get; init; }

    /// <summary>The states that end whatever was taken from the object's memory.</summary>
    public uint ForbidsOutliving { get; init; }

    /// <summary>The state that counts claims; <see cref="Effect.Stay"/> where there is none.</summary>
    public int Counted { get; init; } = Effect.Stay;

    /// <summary>Whether the effect ends an object to which there is one claim.</summary>
    public bool IsEnd(Effect effect) => effect.DecidesState && Contains(ForbidsUse, effect.To);

    /// <summary>The states in which an object has ended and must not be ended once more.</summary>
    public uint Ends => ForbidsUse & ForbidsRepeating;

    /// <summary>The one state of <see cref="Ends"/>; <see cref="Effect.Stay"/> where there are none or several.</summary>
    public int OnlyEnd
    {
        get
        {
            int only = Effect.Stay;
            for (int state = 0; state < States.Length; state++)
            {
                if (!Contains(Ends, state))
                    continue;
                if (only != Effect.Stay)
                    return Effect.Stay;
                only = state;
            }

            return only;
        }
    }

    /// <summary>Whether the effect is on nothing but an object to which there are claims beside the first, and gives one of them back.</summary>
    public bool IsReturn(Effect effect) => Counted != Effect.Stay && effect.From == 1u << Counted && effect.To != Counted && !effect.IsInferred;

    public static bool IsKnown(int state) => state < MaximumStates;

    public static bool Contains(uint set, int state) => ((set >> state) & 1) != 0;

    /// <summary>The state of the set that is declared before the others.</summary>
    public static int FirstOf(uint set)
    {
        int state = 0;
        while (!Contains(set, state))
            state++;
        return state;
    }

    public int IndexOf(string state) => States.IndexOf(state);
}
