using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>Which places by reference name an object when a function returns.</summary>
/// <param name="When">The truth that is returned; null for any result.</param>
/// <param name="NamedBy">The parameters, by their ordinals as bits.</param>
internal sealed record InferredPlaces(bool? When, uint NamedBy)
{
    // As many as there are bits.
    private const int Maximum = 32;

    /// <summary>Whether the object is no longer in the place in which it arrived.</summary>
    public bool IsLeft { get; private init; }

    /// <summary>The same, where the place in which the object arrived is told apart from the others.</summary>
    public InferredPlaces BesideOwn(uint own) => new(When, NamedBy & ~own) { IsLeft = (NamedBy & own) != own };

    /// <summary>The bit of the parameter; 0 for one that is not by reference, and for one of more than there are bits.</summary>
    public static uint BitOf(IParameterSymbol parameter) => parameter.RefKind is RefKind.Ref or RefKind.Out && parameter.Ordinal < Maximum ? 1u << parameter.Ordinal : 0;

    /// <summary>What the ways out of a function have in common, always or upon each result.</summary>
    /// <returns>Null where the result does not tell.</returns>
    public static ImmutableArray<InferredPlaces>? Of(IReadOnlyList<SummaryExit> exits)
    {
        if (exits.Count == 0)
            return ImmutableArray<InferredPlaces>.Empty;
        uint always = exits[0].NamedBy;
        if (exits.All(exit => exit.NamedBy == always))
            return ImmutableArray.Create(new InferredPlaces(null, always));
        InferredPlaces[] uponResult = [.. exits.Select(static exit => new InferredPlaces(exit.Result, exit.NamedBy)).Distinct()];
        return uponResult.Length == 2 && uponResult.All(static places => places.When is not null) && uponResult[0].When != uponResult[1].When ? ImmutableArray.Create(uponResult) : null;
    }
}
