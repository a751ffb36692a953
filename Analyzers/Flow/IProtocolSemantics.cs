using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>What the flow analysis asks about the one protocol that a run follows.</summary>
internal interface IProtocolSemantics
{
    Automaton Automaton { get; }

    /// <summary>Whether an expression of the type can denote an object of the protocol, wherever it comes from.</summary>
    bool Tracks(ITypeSymbol? type);

    /// <summary>The effects of calling the method (of a property: its accessor).</summary>
    ImmutableArray<Effect> EffectsOf(IMethodSymbol method);

    /// <summary>
    /// Whether it is worth asking what the method does, in this protocol or in another one: else it has no effects, works on no variable or field of somebody else's, and neither lends nor shares. Most are
    /// like that.
    /// </summary>
    bool MayTakeStep(IMethodSymbol method);

    /// <summary>Whether the method is a step of a protocol, of this one or of another, that is there to take effect: nobody expects it to throw.</summary>
    bool AlwaysTakesEffect(IMethodSymbol method);

    /// <summary>
    /// The effects of calling a local function on what it finds in a variable of the function around it, or a private method on what it finds in a field of its object; null where it may keep it, or
    /// where they are not known.
    /// </summary>
    ImmutableArray<Effect>? EffectsOnCaptured(IMethodSymbol method, ISymbol variable);

    /// <summary>The fields with objects of the protocol that a private method finds in its own object, itself or by another one that it calls; none for any other method.</summary>
    ImmutableArray<IFieldSymbol> FieldsBehind(IMethodSymbol method);

    /// <summary>The truth or the object among the method's parameters that it returns as it came, whatever else it does; null where there is none.</summary>
    IParameterSymbol? PassedOn(IMethodSymbol method);

    /// <summary>Whether the method does no more than look at the argument, and perhaps return it as it came.</summary>
    bool PerhapsPassesOn(IParameterSymbol parameter);

    /// <summary>Whether a call of the method does not come back.</summary>
    bool NeverReturns(IMethodSymbol method);

    /// <summary>The effects of assigning to a <c>ref</c> or <c>out</c> parameter of the method under analysis.</summary>
    ImmutableArray<Effect> EffectsOfAssigning(IParameterSymbol parameter);

    /// <summary>Whether the member may be used on an object in the state although other uses are forbidden.</summary>
    bool AllowsUse(IMethodSymbol member, int state);

    /// <summary>The state of what is read out of the property's value, or <see cref="Automaton.Unknown"/>.</summary>
    int LentStateOf(IMethodSymbol getter);

    /// <summary>The state of the property's value as long as nobody called another member of its owner; null where the property says nothing of it.</summary>
    Sharing? SharingOf(IMethodSymbol getter);

    /// <summary>Whether the parameter arrives with nobody having ended what its property shares.</summary>
    bool ArrivesSharing(IParameterSymbol parameter, Sharing sharing);

    /// <summary>The state of a newly made object, or <see cref="Automaton.Unknown"/>.</summary>
    int StateOfNew { get; }

    /// <summary>
    /// The state of an object that is taken out of a field or a collection: with one claim, as a parameter arrives, where somebody has to give it back; else <see cref="Automaton.Unknown"/>.
    /// Whoever gives it back has given back all that he has.
    /// </summary>
    int StateOfFound { get; }

    /// <summary>Whether the parameter's method is called from where nobody here can see, and not only by its own type or as a lambda.</summary>
    bool IsEntryPoint(IParameterSymbol parameter);

    /// <summary>The state in which a parameter of the method under analysis arrives.</summary>
    int EntryStateOf(IParameterSymbol parameter);

    /// <summary>What the method under analysis promised about its parameter, for its exits.</summary>
    ExitPromise PromiseFor(IParameterSymbol parameter);

    /// <summary>Whether a callee that has no contract for the parameter only looks at the argument, and perhaps returns it (<see cref="PassedOn"/>).</summary>
    bool Borrows(IParameterSymbol parameter);
}

/// <summary>What is known of an object that others have, too.</summary>
/// <param name="State">The state that it is in.</param>
/// <param name="Until">The member of its owner that may end the sharing.</param>
/// <param name="Ended">The states of its owner in which it was ended.</param>
internal sealed record Sharing(int State, string Until, ImmutableArray<string> Ended);

/// <summary>What holds for a parameter at the exits of its method.</summary>
/// <param name="Restores">The state that each exit must hold, or <see cref="Effect.Stay"/>.</param>
/// <param name="Failures">The results after which it need not.</param>
/// <param name="MayLeave">The states in which the caller expects the object, so that leaving it in one is no breach.</param>
/// <param name="Ends">The states in which the object is left for certain.</param>
/// <param name="Answers">What the contract says of the states in which it is left, always or upon one result.</param>
internal sealed record ExitPromise(int Restores, ImmutableArray<object?> Failures, uint MayLeave, ImmutableArray<PromisedEnd> Ends, ImmutableArray<PromisedEnd> Answers)
{
    public static readonly ExitPromise None = new(Effect.Stay, ImmutableArray<object?>.Empty, 0, ImmutableArray<PromisedEnd>.Empty, ImmutableArray<PromisedEnd>.Empty);
}

/// <summary>The states in which an object is left, always or upon one result.</summary>
/// <param name="States">The states; none where somebody else answers for the object.</param>
/// <param name="IsConditional">Whether it depends on the result.</param>
/// <param name="When">The result.</param>
internal sealed record PromisedEnd(uint States, bool IsConditional, object? When);
