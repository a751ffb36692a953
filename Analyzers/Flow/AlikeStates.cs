using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// The states between which nothing in a function tells: an object that arrives in one of them fares as in any other, and leaves in the state in which it came where the function does not change that.
/// So what becomes of it has to be found out once for all of them.
/// </summary>
internal sealed class AlikeStates
{
    private readonly Automaton _automaton;
    private readonly List<Effect> _effects = [];

    // Who calls a member of an interface, a local function or a method that works on the same field, or has a function in it, does more than its own calls show.
    private readonly bool _areAllApart;

    public AlikeStates(GraphIndex index, IProtocolSemantics semantics)
    {
        _automaton = semantics.Automaton;
        _areAllApart = index.Captured is not (null or IFieldSymbol) || index.Calls.HaveInterface || index.Function.Nested.Any();
        foreach (IMethodSymbol method in index.Calls.StepsFor(semantics))
        {
            _areAllApart |= method.MethodKind == MethodKind.LocalFunction || (index.Captured is not null && !semantics.FieldsBehind(method).IsEmpty);
            _effects.AddRange(semantics.EffectsOf(method));
        }

        foreach (IParameterSymbol parameter in index.Calls.AssignedParameters)
            _effects.AddRange(semantics.EffectsOfAssigning(parameter));
    }

    /// <summary>The first of the states that are like this one.</summary>
    public int FirstLike(int state)
    {
        for (int other = 0; other < state; other++)
        {
            if (AreAlike(other, state))
                return other;
        }

        return state;
    }

    private bool AreAlike(int left, int right)
    {
        // Each state that must not be used has members that may be used nevertheless.
        if (_areAllApart || Automaton.Contains(_automaton.ForbidsUse, left) || left == _automaton.Counted || right == _automaton.Counted)
            return false;
        if (!(HaveBoth(_automaton.ForbidsUse) && HaveBoth(_automaton.ForbidsRepeating) && HaveBoth(_automaton.ForbidsGivingUp) && HaveBoth(_automaton.ForbidsWriting) && HaveBoth(_automaton.Fades)
            && HaveBoth(_automaton.ForbidsBlocking) && HaveBoth(_automaton.ForbidsLeaving) && HaveBoth(_automaton.ForbidsOutliving)))
        {
            return false;
        }

        foreach (Effect effect in _effects)
        {
            if (effect.To == left || effect.To == right || !HaveBoth(effect.From) || !HaveBoth(effect.Requires) || !HaveBoth(effect.Repeats) || !HaveBoth(effect.Writes))
                return false;
        }

        return true;

        bool HaveBoth(uint set) => Automaton.Contains(set, left) == Automaton.Contains(set, right);
    }
}
