using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>Which of a function's objects may ever be in a state that is known: of the others nothing is reported, and they are not followed.</summary>
internal sealed class DecidableObjects
{
    private readonly IProtocolSemantics _semantics;

    // Whether a call in the function may bring an object of which nothing is known into a state that is.
    private readonly bool _areDecidedLater;
    private readonly bool _areLent;

    /// <param name="index">The function.</param>
    /// <param name="semantics">The protocol.</param>
    /// <param name="isCapturedDecided">Whether a local function that is called may do so to what is in a variable.</param>
    public DecidableObjects(GraphIndex index, IProtocolSemantics semantics, bool isCapturedDecided)
    {
        _semantics = semantics;

        // What an interface's member does depends on the object that turns out to be behind it.
        _areDecidedLater = isCapturedDecided || index.Calls.HaveInterface;
        foreach (IMethodSymbol method in index.Calls.StepsFor(semantics))
        {
            _areDecidedLater |= DecidesArrivals(method);
            _areLent |= Automaton.IsKnown(semantics.LentStateOf(method));
        }

        foreach (IParameterSymbol parameter in index.Calls.AssignedParameters)
        {
            foreach (Effect effect in semantics.EffectsOfAssigning(parameter))
                _areDecidedLater |= DecidesUnknown(effect);
        }
    }

    /// <param name="state">The state in which it arrives.</param>
    public bool IncludeArrivalIn(int state) => _areDecidedLater || Automaton.IsKnown(state);

    public bool Include(TrackedObject.Made made)
    {
        if (_areDecidedLater || _areLent || Automaton.IsKnown(made.Operation is IObjectCreationOperation ? _semantics.StateOfNew : _semantics.StateOfFound))
            return true;
        if (CallIndex.MethodOf(made.Operation, _semantics) is not { } maker)
            return false;
        foreach (Effect effect in _semantics.EffectsOf(maker))
        {
            if (effect.DecidesState && effect.Target is EffectTarget.Result or EffectTarget.Argument or EffectTarget.Replacement)
                return true;
        }

        return _semantics.SharingOf(maker) is not null;
    }

    private bool DecidesArrivals(IMethodSymbol method)
    {
        foreach (Effect effect in _semantics.EffectsOf(method))
        {
            bool isMade = effect.Target is EffectTarget.Result or EffectTarget.Replacement || (effect.Target == EffectTarget.Argument && method.Parameters[effect.Ordinal].RefKind == RefKind.Out);
            if (!isMade && DecidesUnknown(effect))
                return true;
        }

        return false;
    }

    private static bool DecidesUnknown(Effect effect) => effect.DecidesState && Automaton.Contains(effect.From, Automaton.Unknown);
}
