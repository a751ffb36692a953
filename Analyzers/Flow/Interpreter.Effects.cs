using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>What an operation of the protocol does to the tracked object: which states it requires, and where it leads.</summary>
internal sealed partial class Interpreter
{
    private void CheckOperands(IOperation call, IMethodSymbol method, ImmutableArray<Effect> effects, List<Operand> operands, int state)
    {
        if (state == Automaton.HandedOver)
            CheckHandedOver(call, method, effects, operands);
        if (!Automaton.IsKnown(state) || FlowAttributes.ComparesReferences(method))
            return;
        foreach (Operand operand in operands)
        {
            if (!operand.Value.IsObject)
                continue;
            if (_claims is { IsOwn: false } claims && Automaton.IsKnown(claims.Base) && Automaton.Contains(_automaton.ForbidsUse, claims.Base) && !_semantics.AllowsUse(method, claims.Base))
                _claims = claims with { IsOwn = true };
            uint required = 0;
            bool leadsHere = false;
            bool alwaysLeadsHere = false;
            bool succeedsHere = false;
            uint reached = 0;
            bool isInferred = false;
            bool isTolerated = false;
            foreach (Effect effect in effects)
            {
                if (!effect.IsFor(operand.Target, operand.Ordinal))
                    continue;
                isTolerated |= Automaton.Contains(effect.Tolerates, state);
                if (Automaton.Contains(effect.Writes, state))
                    Report(Breach.Write, 1u << state, call.Syntax, operand.Syntax);
                foreach (BreachOnArrival breach in effect.Breaks)
                {
                    if (breach.Arrival == state)
                        _observer.OnBreach(new BreachEvent(breach.Kind, breach.States, state, new Place(call.Syntax, operand.Name), null));
                }

                // Where the contract says what it needs, what the body does besides is not what is wrong.
                if (effect.IsInferred && required != 0 && !isInferred)
                    continue;
                isInferred |= effect.IsInferred;
                required |= effect.Requires;
                leadsHere |= Automaton.Contains(effect.Repeats, state);
                reached |= effect.DecidesState ? 1u << effect.To : 0;
                leadsHere |= effect.To == state;
                alwaysLeadsHere |= effect.To == state && !effect.IsConditional;
                succeedsHere |= effect.To == state && effect.When is true;
            }

            if (required != 0)
            {
                if (Automaton.Contains(required, state))
                    continue;
                if (leadsHere && Awaiting.IsGivenUpInTime(call))
                    continue;

                // What fails again as it has failed before is asked once more.
                if (leadsHere && ((!alwaysLeadsHere && !succeedsHere) || Automaton.Contains(_automaton.ForbidsRepeating, state)))
                    Report(Breach.Repeated, 1u << state, call.Syntax, operand.Name);
                else if ((required & _automaton.ForbidsGivingUp) != 0 && (reached & ~required) != 0)
                    Report(Breach.NotHeld, required, call.Syntax, operand.Name);
                else
                    Report(Breach.Missing, required, call.Syntax, operand.Name);
            }
            else if (Automaton.Contains(_automaton.ForbidsUse, state) && !isTolerated && !_semantics.AllowsUse(method, state))
            {
                if (IsDoneAsOftenAsAsked(call))
                    return;
                if (leadsHere && Automaton.Contains(_automaton.ForbidsRepeating, state))
                    Report(Breach.Repeated, 1u << state, call.Syntax, operand.Name);
                else
                    Report(Breach.Use, 1u << state, operand.Target == EffectTarget.Captured ? call.Syntax : operand.Syntax.Syntax, operand.Name);
            }
        }
    }

    /// <summary>Whether a loop does nothing but the call, as often as a parameter says: the caller knows how many claims to its argument he has.</summary>
    private bool IsDoneAsOftenAsAsked(IOperation call)
        => _automaton.Counted != Effect.Stay
            && _since?.Syntax == call.Syntax
            && _tracked is TrackedObject.Initial { Variable: IParameterSymbol }
            && Loop.ConditionOfOneThatOnlyDoes(call.Syntax)?.DescendantNodesAndSelf().Any(node => node is IdentifierNameSyntax name && _index.Function.Parameters.Any(parameter => parameter.Name == name.Identifier.ValueText && parameter.Type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64)) == true;

    /// <summary>Of an object for which somebody else answers: it is not to be ended here, nor handed over once more.</summary>
    private void CheckHandedOver(IOperation call, IMethodSymbol method, ImmutableArray<Effect> effects, List<Operand> operands)
    {
        foreach (Operand operand in operands)
        {
            foreach (Effect effect in effects)
            {
                if (!operand.Value.IsObject || !effect.IsFor(operand.Target, operand.Ordinal))
                    continue;
                bool ends = !effect.IsConditional && effect.DecidesState && Automaton.Contains(_automaton.Ends, effect.To) && !_semantics.AllowsUse(method, effect.To);
                if (ends || effect.Transfers)
                    Report(Breach.Repeated, _automaton.Ends, call.Syntax, operand.Name);
            }
        }
    }

    /// <summary>Of an object whose state is not known: a call that is right in one state only leaves no other, or it is wrong already.</summary>
    private void TakeForGranted(IOperation call, ImmutableArray<Effect> effects, List<Operand> operands)
    {
        foreach (Effect effect in effects)
        {
            if (!effect.RequiresOne(out int state) || _path is { IsVariable: true } && Automaton.Contains(_automaton.ForbidsLeaving, state))
                continue;
            foreach (Operand operand in operands)
            {
                if (operand.Value.IsObject && effect.IsFor(operand.Target, operand.Ordinal))
                {
                    (_state, _since, _claims) = (state, new Place(call.Syntax, operand.Name, IsGranted: true), null);
                    if (_tracked is TrackedObject.Initial)
                        Set(StateOnEntry, Value.Is(state));
                    return;
                }
            }
        }
    }

    /// <summary>
    /// A call that is right in one state only has been made, and the very next one tries to bring the object into it: if it is in the state that cannot succeed, and if it is not the first call was wrong.
    /// </summary>
    private void CheckGranted(IOperation call, ImmutableArray<Effect> effects, List<Operand> operands, int state)
    {
        if (_since is not { IsGranted: true, Syntax: var granted } || !Automaton.IsKnown(state) || !Automaton.Contains(_automaton.ForbidsGivingUp, state) || !FollowsAtOnce(granted, call.Syntax))
            return;
        foreach (Effect effect in effects)
        {
            if (effect is { IsConditional: true, IsInferred: false, When: true } && effect.To == state && operands.Exists(operand => operand.Value.IsObject && effect.IsFor(operand.Target, operand.Ordinal)))
            {
                _observer.OnBreach(new BreachEvent(Breach.Missing, 1u << state, state, _since, null));
                return;
            }
        }
    }

    /// <summary>Whether the statements of two calls follow each other in one block.</summary>
    private static bool FollowsAtOnce(SyntaxNode former, SyntaxNode latter)
        => former.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax { Parent: BlockSyntax block } statement
            && block.Statements.IndexOf(statement) is var index
            && index + 1 < block.Statements.Count
            && block.Statements[index + 1] is IfStatementSyntax or SwitchStatementSyntax or ExpressionStatementSyntax or LocalDeclarationStatementSyntax
            && latter.FirstAncestorOrSelf<StatementSyntax>() == block.Statements[index + 1];

    /// <summary>A member handed out a view of the object's memory, and the same expression writes through it.</summary>
    private void CheckWrite(IOperation call, List<Operand> operands, int state)
    {
        if (!Automaton.IsKnown(state) || !Automaton.Contains(_automaton.ForbidsWriting, state) || !Views.IsWritable(call.Type))
            return;
        foreach (Operand operand in operands)
        {
            if (operand is { Target: EffectTarget.Receiver, Value.IsObject: true } && Views.PlaceOfWrite(call) is { } place)
                Report(Breach.Write, 1u << state, place, operand.Name);
        }
    }

    /// <summary>A view of the object's memory was kept in a variable, and is written through, or used although the object is no longer.</summary>
    private void CheckView(IOperation view, Value value)
    {
        if (!value.IsView || !Automaton.IsKnown(_state))
            return;
        SyntaxNode? place = !Automaton.Contains(_automaton.ForbidsWriting, _state) ? null
            : Views.IsElement(view) ? (Assignment.IsTarget(view) ? view.Syntax : null)
            : Views.IsWritable(view.Type) ? Views.PlaceOfWrite(view) : null;
        if (place is not null)
            Report(Breach.Write, 1u << _state, place, view);
        else if (Automaton.Contains(_automaton.ForbidsUse, _state) && (Views.IsElement(view) || Views.IsTouched(view)) && _facts[MemoryPinned].IsUnknown && !_index.HandsOutOwner(_semantics))
            Report(Breach.Use, 1u << _state, view.Syntax, view);
    }

    /// <summary>The thread may block here, whatever object the call is about.</summary>
    private void CheckBlocking(IOperation call, IMethodSymbol method, int state)
    {
        if (Automaton.IsKnown(state) && Automaton.Contains(_automaton.ForbidsBlocking, state) && _index.Blocks(call, method))
            _observer.OnBreach(new BreachEvent(Breach.Blocked, 1u << state, state, new Place(call.Syntax, NameOfHolder() ?? string.Empty), _since));
    }

    /// <summary>Somebody else may have ended the state meanwhile.</summary>
    private void Fade() => Forget(_automaton.Fades);

    /// <summary>Of an object in one of the states nothing more is known; of one to which there are claims beside the first not whether those are all.</summary>
    private void Forget(uint states)
    {
        if (states == 0)
            return;
        if (Automaton.IsKnown(_state) && Automaton.Contains(states, _state))
            Forget();
        else if (_claims is { } claims && Automaton.IsKnown(claims.Base) && Automaton.Contains(states, claims.Base))
            _claims = claims with { Base = Automaton.Unknown, BaseSince = null };
    }

    private void ApplyEffects(
        IOperation call, ImmutableArray<Effect> effects, List<Operand> operands, int before, Value result, bool discarded)
    {
        // Who takes the object has something in it from here on.
        if (_automaton.ForbidsWriting != 0 && operands.Count > 0 && call is IInvocationOperation { Instance: { } taker })
            ForgetConditionsInside(taker);
        foreach (Effect effect in effects)
        {
            if (effect.Target == EffectTarget.Everyone)
            {
                if (ReachesEveryone(effect, call) && effect.IsMetBy(result) == true)
                    Move(effect, call.Syntax, NameOfHolder() ?? string.Empty, before);
                continue;
            }

            foreach (Operand operand in operands)
            {
                if (Automaton.IsKnown(before) && Automaton.Contains(effect.Repeats, before) && effect.IsFor(operand.Target, operand.Ordinal))
                {
                    // Told once: what comes of it is not known.
                    Forget();
                    return;
                }

                if (!effect.IsFor(operand.Target, operand.Ordinal) || (effect.To == Effect.Stay && !effect.Transfers))
                    continue;
                if ((effect.Inside is { } inside && !MayHold(call, operand, inside)) || (effect.Outside is { } outside && MayHold(call, operand, outside)))
                    continue;
                if (!operand.Value.IsObject)
                    Escape();
                else if (!effect.IsConditional && !(effect.WhenInspected && discarded))
                    Move(effect, call.Syntax, operand.Name, before);
                else if (effect.IsConditional && result.EqualTo(effect.When) == true)
                    Move(effect, call.Syntax, operand.Name, before);
                else if (effect is { IsConditional: true, IsInferred: false } && effect.To == before && _state == before && IsOwed && _since is { IsOwn: true, IsGranted: false } && result.EqualTo(effect.When) == false)
                    Refuse(effects, operand, before);
                else if (effect.IsConditional && result.IsUnknown && Automaton.Contains(effect.From, before))
                    Forget();
                else if (effect.IsConditional && result.IsUnknown && _automaton.IsEnd(effect))
                    _claims = null;

                // A claim that may not have been got is not counted.
                if (effect.IsConditional && discarded && effect.To == _automaton.Counted)
                    _claims = null;
            }
        }
    }

    /// <summary>The function has tried to do once more what it has done. Where that is wrong as such it was told, and what comes of it is not known.</summary>
    private void Refuse(ImmutableArray<Effect> effects, Operand operand, int before)
    {
        if (effects.Any(effect => effect.IsFor(operand.Target, operand.Ordinal) && effect.Requires != 0 && !Automaton.Contains(effect.Requires, before)))
            Forget();
        else
            Set(RefusedToItself, Value.Of(true));
    }

    private bool MayHold(IOperation call, Operand owner, string lockMember)
        => LockScope.MayHold(call.Syntax, owner.Syntax.Type, lockMember, _index.Graph.OriginalOperation.SemanticModel);

    /// <summary>The call is under way, and does what it does at any time from here on.</summary>
    private void EscapeToLaterEffects(ImmutableArray<Effect> effects, List<Operand> operands)
    {
        foreach (Effect effect in effects)
        {
            if ((effect.Transfers || effect.To != Effect.Stay) && operands.Exists(operand => effect.IsFor(operand.Target, operand.Ordinal)))
                Escape();
        }
    }

    /// <summary>Whether the tracked object is among those that a signal is about: nobody knows where there are several.</summary>
    private bool ReachesEveryone(Effect effect, IOperation at) => effect.IsTied ? IsOwner(at) : _isOnlyObject || effect.ConcernsAll;

    /// <summary>Whether the call is one on the object out of whose member the tracked object came.</summary>
    private bool IsOwner(IOperation call)
        => _owner is not null
            && call is IInvocationOperation { Instance: { } receiver }
            && IsOwnerItself(receiver);

    private bool IsOwnerItself(IOperation receiver)
        => (KeyOf(Conversions.InsideBuiltIn(receiver)) is { } key && _facts[key].IsOwner) || (_facts[OwnerStays].AsBoolean() == true && NamesOwner(receiver));

    /// <summary>Whether the property is the one in which the object was found, of an owner that shows the same one each time.</summary>
    private bool ShowsItAgain(IPropertyReferenceOperation property)
        => _owner is not null
            && _tracked is TrackedObject.Made { Operation: IPropertyReferenceOperation first }
            && first != property
            && SymbolEqualityComparer.Default.Equals(first.Property, property.Property)
            && Automaton.IsKnown(_state) && !Automaton.Contains(_automaton.ForbidsUse, _state)
            && _facts[OwnerShowsIt].AsBoolean() == true
            && property.Instance is { } receiver && IsOwnerItself(receiver);

    private bool NamesOwner(IOperation operation)
        => SymbolEqualityComparer.Default.Equals(VariableOrFieldOf(operation), _owner)
            || (operation is ILocalReferenceOperation && SymbolEqualityComparer.Default.Equals(_index.Originals.VariableOf(operation), _owner));

    private ISymbol? OwnerOf(TrackedObject? tracked)
    {
        if (_automaton.Tied == 0 || tracked is not TrackedObject.Made { Operation: var source })
            return null;
        IOperation? owner = source switch
        {
            IInvocationOperation call => call.Instance,
            IPropertyReferenceOperation { Property.GetMethod: { } getter } property when _semantics.SharingOf(getter) is not null => property.Instance,
            _ => null,
        };
        return owner is null ? null : VariableOrFieldOf(owner);
    }

    private ISymbol? VariableOrFieldOf(IOperation receiver)
    {
        receiver = Conversions.InsideBuiltIn(receiver);
        return _index.Function.VariableOf(receiver) is { } variable ? (_index.Variables.IsTrackable(variable) ? variable : null) : KeyOf(receiver) as IFieldSymbol;
    }

    private void ApplyToEveryone(ImmutableArray<Effect> effects, IOperation at)
    {
        int before = _state;
        foreach (Effect effect in effects)
        {
            if (effect.Target == EffectTarget.Everyone && ReachesEveryone(effect, at))
                Move(effect, at.Syntax, NameOfHolder() ?? string.Empty, before);
        }
    }

    private void Move(Effect effect, SyntaxNode at, string name, int before)
    {
        if (_state is Automaton.Absent or Automaton.Escaped)
            return;
        if (effect.Transfers)
        {
            HandOver(effect, new Place(at, name, IsOwn: true));
            return;
        }

        if (effect.To == Effect.Stay)
            return;
        if (!Automaton.Contains(effect.From, before))
        {
            // A claim that was counted may have been given back in another name already: then this is the last one.
            if (_automaton.IsReturn(effect) && IsLastClaim())
                (_state, _since) = (_automaton.OnlyEnd, new Place(at, name, IsOwn: true));
            else if (_automaton.IsReturn(effect))
                Forget(_automaton.ForbidsLeaving);
            else if (_claims is { } claims)
                MoveBase(effect, claims, new Place(at, name, IsOwn: effect.Target != EffectTarget.Everyone));
            return;
        }

        if (effect.To == Automaton.Escaped)
        {
            Escape();
            return;
        }

        if (effect.GivesBack is { } several)
        {
            if (_claims is { } claims)
                GiveBack(several, claims, new Place(at, name, IsOwn: true));
            return;
        }

        if (_automaton.IsReturn(effect))
        {
            if (_claims is { } counted)
                GiveBack(counted, at);
            return;
        }

        // Who takes it once more may wait until then.
        if (_path is { IsVariable: true } && Automaton.IsKnown(effect.To) && Automaton.Contains(_automaton.ForbidsLeaving, effect.To))
        {
            Forget();
            return;
        }

        if (effect.To == _automaton.Counted)
        {
            if (_owner is not null && Automaton.Contains(_automaton.Tied, before) && _facts[NobodyHasIt].IsUnknown)
            {
                Escape();
                return;
            }

            bool isFurther = before == effect.To;
            Claims? former = isFurther ? _claims : new Claims(before, _since, 0);
            _claims = former is not null && effect.Claims > 0 && former.Count + effect.Claims <= Claims.Maximum ? former with { Count = former.Count + effect.Claims, Given = former.Given + effect.Given } : null;
            if (isFurther)
                return;
        }
        else
        {
            _claims = null;
        }

        if (!_facts[RefusedToItself].IsUnknown)
            Set(RefusedToItself, Value.Unknown);
        if (_since is not { IsGranted: true })
            _observer.OnMove(_state, effect.To);
        _state = effect.To;
        if (!effect.KeepsPlace)
            _since = new Place(at, name, IsOwn: effect.Target != EffectTarget.Everyone);
    }

    /// <summary>Somebody else answers for one claim to the object: for what is left of it where it had several.</summary>
    private void HandOver(Effect effect, Place place)
    {
        if (effect.MayDecline)
        {
            Escape();
        }
        else if (_claims is { } claims)
        {
            GiveBack(claims, place.Syntax);
        }
        else if (Automaton.IsKnown(_state) && _state != _automaton.Counted && Automaton.Contains(_automaton.ForbidsLeaving, _state) && _automaton.Ends != 0)
        {
            _observer.OnMove(_state, Automaton.HandedOver);
            (_state, _since) = (Automaton.HandedOver, place);
        }
        else
        {
            Escape();
        }
    }

    /// <summary>What would have happened to the object if there were no claims beside the first: one is given back, or that one is no longer what it was.</summary>
    private void MoveBase(Effect effect, Claims claims, Place place)
    {
        if (effect.Target == EffectTarget.Everyone || effect.Replaces)
        {
            // By an owner that has ended nobody looks it up any more.
            if (effect.Replaces || Automaton.Contains(effect.From, claims.Base))
                _claims = claims with { Base = effect.To, BaseSince = place, IsOwn = claims.IsOwn || effect.Replaces || effect.IsTied };
        }
        else if (_automaton.IsEnd(effect))
        {
            Set(EndedBefore, Value.Of(true));
            GiveBack(claims, place.Syntax);
        }
    }

    /// <summary>Whether the one claim that is left is known to be the function's, as are all that there were.</summary>
    private bool IsLastClaim()
        => _automaton.OnlyEnd != Effect.Stay
            && _tracked is TrackedObject.Made { IsLookedUp: false }
            && Automaton.IsKnown(_state)
            && Automaton.Contains(_automaton.ForbidsLeaving, _state)
            && _since is { IsGranted: false }
            && _facts[EndedBefore].AsBoolean() == true;

    private void GiveBack(Claims claims, SyntaxNode at)
    {
        if (claims.Count > 1)
        {
            _claims = claims with { Count = claims.Count - 1 };
            return;
        }

        _observer.OnMove(_state, Automaton.Unknown);
        if (claims.Given > 0 && !_facts.IsKeptInField)
            Escape();
        else
            (_state, _since, _claims) = (claims.Base, IsFirstGivenBack(claims, at) ? _since : claims.BaseSince, null);
    }

    /// <summary>Whether it is the first claim that is given back, as by a <c>using</c>, which was said before the other one was taken: then that is the one that is left.</summary>
    private bool IsFirstGivenBack(Claims claims, SyntaxNode at) => claims.BaseSince is not null && _since is { } taken && at.SpanStart < taken.Position;

    /// <summary>A callee gives several back, perhaps all that there are. Of too few, or of an object that nobody may use but for them, it is not known what comes.</summary>
    private void GiveBack(GivenBack several, Claims claims, Place place)
    {
        if (claims.Count < several.Needs || (Automaton.IsKnown(claims.Base) && Automaton.Contains(_automaton.ForbidsUse, claims.Base)))
        {
            Forget();
            return;
        }

        int left = several.Claims;
        for (; left > 0 && _claims is { } further; left--)
            GiveBack(further, place.Syntax);
        if (left == 0 || _state == Automaton.Escaped)
            return;
        if (left == 1 && _state == _semantics.StateOfFound && _automaton.OnlyEnd != Effect.Stay)
        {
            _observer.OnMove(_state, _automaton.OnlyEnd);
            (_state, _since) = (_automaton.OnlyEnd, place);
        }
        else
        {
            Forget();
        }
    }

    /// <summary>The caller did not look at the result that decides the state, so nobody knows it.</summary>
    private void Forget()
    {
        if (Automaton.IsKnown(_state))
            (_state, _since, _claims) = (Automaton.Unknown, null, null);
    }

    /// <summary>Of what an expression names: somebody else may have come to it, or it may name another object from here on.</summary>
    private void LoseSight()
    {
        if (_path is not { IsStable: false })
            return;
        if (_path.CountsClaims)
            Set(SightLost, Value.Of(true));
        Forget();
    }

    /// <summary>A use of the object outside a call: a read of its content, a hand-out to the caller.</summary>
    private void UseOf(IOperation? operand, Value value, IMethodSymbol? member)
    {
        if (operand is null || !value.IsObject || !Automaton.IsKnown(_state) || !Automaton.Contains(_automaton.ForbidsUse, _state))
            return;
        if (member is null || !_semantics.AllowsUse(member, _state))
            Report(Breach.Use, 1u << _state, WrittenFor(operand).Syntax, operand);
    }

    /// <summary>A lambda is made, or a local function called, that uses the object whatever happens, when that is used no more; or a local function writes it that is not to be written.</summary>
    private void CheckCaptured(IOperation function)
    {
        if (!Automaton.IsKnown(_state) || !Automaton.Contains(_automaton.ForbidsUse | _automaton.ForbidsWriting, _state) || _index.Function.BodyOf(function) is not { } body)
            return;
        if (function is IFlowAnonymousFunctionOperation && Assertions.ExpectThrow(function.Syntax))
            return;
        bool isCalled = function is IInvocationOperation;
        foreach (KeyValuePair<ISymbol, List<IOperation>> captured in _index.Function.CapturesOf(function))
        {
            if (!_facts[captured.Key].IsObject || IsWrittenAgain(captured.Key))
                continue;
            if (Automaton.Contains(_automaton.ForbidsUse, _state))
            {
                if (captured.Value.Find(mention => IsUsed(mention) && body.IsOnEveryWay(mention.Syntax)) is { } use && !(MemberOn(use) is { } member && _semantics.AllowsUse(member, _state)))
                    Report(Breach.Use, 1u << _state, isCalled ? function.Syntax : use.Syntax, use);
            }
            else if (isCalled && captured.Value.Find(mention => mention.Parent is { } view && Views.IsWritable(view.Type) && Views.PlaceOfWrite(view) is { } place && body.IsOnEveryWay(place)) is { } written)
            {
                Report(Breach.Write, 1u << _state, function.Syntax, written);
            }
        }
    }

    private bool IsWrittenAgain(ISymbol variable)
        => _index.Function.AndAllNested.SelectMany(function => function.WritesOf(variable)).Count() > (variable is ILocalSymbol ? 1 : 0);

    private static bool IsUsed(IOperation mention) => MemberOn(mention) is not null || mention.Parent is IArgumentOperation || (mention.Parent is IArrayElementReferenceOperation element && element.ArrayReference == mention);

    /// <summary>The member that is called on the operand; null for any other use of it.</summary>
    private static IMethodSymbol? MemberOn(IOperation operand) => operand.Parent switch
    {
        IInvocationOperation call when call.Instance == operand => call.TargetMethod,
        IPropertyReferenceOperation property when property.Instance == operand => property.Property.GetMethod ?? property.Property.SetMethod,
        _ => null,
    };

    /// <summary>What stands in the arm of a choice that yields the object; the operand itself where that is no choice, or several arms do.</summary>
    private IOperation WrittenFor(IOperation operand)
    {
        if (operand is not IFlowCaptureReferenceOperation { Id: var id })
            return operand;
        IOperation[] arms = [.. _index.Function.Operations.OfType<IFlowCaptureOperation>().Where(capture => capture.Id.Equals(id) && KeyOf(Conversions.InsideBuiltIn(capture.Value)) is { } key && _facts[key].IsObject).Select(capture => capture.Value)];
        return arms is [var only] ? only : operand;
    }

    private void Report(Breach breach, uint states, SyntaxNode at, IOperation operand) => Report(breach, states, at, OperandName.Of(operand));

    private void Report(Breach breach, uint states, SyntaxNode at, string name)
    {
        if (breach != Breach.Use || !IsKeptByPin(_automaton, _state, _facts))
            _observer.OnBreach(new BreachEvent(breach, states, _state, new Place(at, name), _since));
    }

    /// <summary>Whether the object lives on, although the last claim to it that is seen was given back: where claims are counted, a pin is one, too.</summary>
    public static bool IsKeptByPin(Automaton automaton, int state, Facts facts)
        => automaton.Counted != Effect.Stay && Automaton.Contains(automaton.Ends, state) && !facts[MemoryPinned].IsUnknown;

    private string? NameOfHolder()
    {
        if (_tracked is TrackedObject.Initial initial)
            return initial.Variable.Name;
        return _since?.Name;
    }
}
