using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>What an operation of the protocol does to the tracked object: which states it requires, and where it leads.</summary>
internal sealed partial class Interpreter
{
    private void CheckOperands(IOperation call, IMethodSymbol method, ImmutableArray<Effect> effects, List<Operand> operands, int state)
    {
        if (!Automaton.IsKnown(state) || FlowAttributes.ComparesReferences(method))
            return;
        foreach (Operand operand in operands)
        {
            if (!operand.Value.IsObject)
                continue;
            uint required = 0;
            bool leadsHere = false;
            foreach (Effect effect in effects)
            {
                if (!effect.IsFor(operand.Target, operand.Ordinal))
                    continue;
                required |= effect.Requires;
                leadsHere |= effect.To == state;
            }

            if (required != 0)
            {
                if (Automaton.Contains(required, state))
                    continue;
                if (leadsHere)
                    Report(Breach.Repeated, 1u << state, call.Syntax, operand.Syntax);
                else
                    Report(Breach.Missing, required, call.Syntax, operand.Syntax);
            }
            else if (Automaton.Contains(_automaton.ForbidsUse, state) && !_semantics.AllowsUse(method, state))
            {
                Report(Breach.Use, 1u << state, operand.Syntax.Syntax, operand.Syntax);
            }
        }
    }

    private void ApplyEffects(
        IOperation call, ImmutableArray<Effect> effects, List<Operand> operands, int before, Value result, bool discarded)
    {
        foreach (Effect effect in effects)
        {
            if (effect.Target == EffectTarget.Everyone)
            {
                if (_isOnlyObject && (!effect.IsConditional || result.EqualTo(effect.When) == true))
                    Move(effect, call.Syntax, NameOfHolder() ?? string.Empty, before);
                continue;
            }

            foreach (Operand operand in operands)
            {
                if (!effect.IsFor(operand.Target, operand.Ordinal) || (effect.To == Effect.Stay && !effect.Transfers))
                    continue;
                if (!operand.Value.IsObject)
                    Escape();
                else if (!effect.IsConditional && !(effect.WhenInspected && discarded))
                    Move(effect, call.Syntax, OperandName.Of(operand.Syntax), before);
                else if (effect.IsConditional && result.EqualTo(effect.When) == true)
                    Move(effect, call.Syntax, OperandName.Of(operand.Syntax), before);
                else if (effect.IsConditional && result.IsUnknown && Automaton.Contains(effect.From, before))
                    Forget();
            }
        }
    }

    private void ApplyToEveryone(ImmutableArray<Effect> effects, IOperation at)
    {
        int before = _state;
        foreach (Effect effect in effects)
        {
            if (effect.Target == EffectTarget.Everyone && _isOnlyObject)
                Move(effect, at.Syntax, NameOfHolder() ?? string.Empty, before);
        }
    }

    private void Move(Effect effect, SyntaxNode at, string name, int before)
    {
        if (_state is Automaton.Absent or Automaton.Escaped)
            return;
        if (effect.Transfers)
        {
            Escape();
            return;
        }

        if (effect.To == Effect.Stay || !Automaton.Contains(effect.From, before))
            return;
        _observer.OnMove(_state, effect.To);
        _state = effect.To;
        if (!effect.KeepsPlace)
            _since = new Place(at, name, IsOwn: effect.Target != EffectTarget.Everyone);
    }

    /// <summary>The caller did not look at the result that decides the state, so nobody knows it.</summary>
    private void Forget()
    {
        if (Automaton.IsKnown(_state))
            (_state, _since) = (Automaton.Unknown, null);
    }

    /// <summary>A use of the object outside a call: a read of its content, a hand-out to the caller.</summary>
    private void UseOf(IOperation? operand, Value value, IMethodSymbol? member)
    {
        if (operand is null || !value.IsObject || !Automaton.IsKnown(_state) || !Automaton.Contains(_automaton.ForbidsUse, _state))
            return;
        if (member is null || !_semantics.AllowsUse(member, _state))
            Report(Breach.Use, 1u << _state, operand.Syntax, operand);
    }

    private void Report(Breach breach, uint states, SyntaxNode at, IOperation operand)
        => _observer.OnBreach(new BreachEvent(breach, states, _state, new Place(at, OperandName.Of(operand)), _since));

    private string? NameOfHolder()
    {
        if (_tracked is TrackedObject.Initial initial)
            return initial.Variable.Name;
        return _since?.Name;
    }
}
