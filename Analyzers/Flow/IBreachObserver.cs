using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>One breach of the protocol on one path.</summary>
/// <param name="Kind">The way in which the protocol is broken.</param>
/// <param name="States">The states that the breach is about: required, forbidden or promised.</param>
/// <param name="State">The state that the object is in.</param>
/// <param name="Where">The place to report.</param>
/// <param name="Since">Where the object came into its state, if that is in the same function.</param>
internal sealed record BreachEvent(Breach Kind, uint States, int State, Place Where, Place? Since);

/// <summary>Hears what happens while statements are evaluated.</summary>
internal interface IBreachObserver
{
    /// <summary>Whether what is thrown here comes to a handler of the function, so that anybody wants to know of it.</summary>
    bool IsInTry { get; }

    /// <summary>Whether an object that is put where a parameter by reference points to is followed on: whoever calls the function is told of it.</summary>
    bool FollowsByReference { get; }

    /// <summary>Whether it depends on the condition how many claims there are to the object, and nobody here counts them.</summary>
    bool LosesCount(IOperation condition);

    void OnBreach(BreachEvent breach);

    /// <summary>An operation took the object from one state to another.</summary>
    void OnMove(int from, int to);

    /// <summary>A loop has come round to where the object comes from, and nothing but the variable that is written there names the object.</summary>
    void OnLost(SyntaxNode at, World world);

    /// <summary>The object goes to the caller.</summary>
    void OnHandOut(IOperation operand, int state);

    /// <summary>The function yields, and may never be asked to go on: then its finally blocks are all that is still done.</summary>
    void OnYield(SyntaxNode yield, World world);

    /// <summary>An exception may leave the statement here.</summary>
    /// <param name="call">What may throw it.</param>
    /// <param name="called">The member that is called.</param>
    /// <param name="isOfMisuse">Whether that throws only where it is used wrongly.</param>
    /// <param name="world">What is known then.</param>
    void OnMayThrow(IOperation call, IMethodSymbol called, bool isOfMisuse, World world);

    /// <summary>Control does not come back from here: a callee throws, which is its affair and no exit of this function.</summary>
    /// <param name="call">What is called, where only this function brings it about, whose affair it is then; null mostly.</param>
    /// <param name="world">What is known then.</param>
    void OnThrow(SyntaxNode? call, World world);
}
