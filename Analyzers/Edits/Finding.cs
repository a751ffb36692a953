using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PageMove.Analyzers.Edits;

/// <summary>What a rule has found, in parts, so that it can be said again of the same code at another place. Immutable.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Location">The place.</param>
/// <param name="Other">Where it went wrong before, or where it will be noticed.</param>
/// <param name="Properties">What a code fix has to know.</param>
/// <param name="Arguments">What the message says of it.</param>
internal sealed record Finding(
    DiagnosticDescriptor Rule, Location Location, Location? Other, ImmutableDictionary<string, string?> Properties, ImmutableArray<object> Arguments)
{
    /// <summary>Whether the message ends with the line of the other place, as the last of its arguments.</summary>
    public bool NamesLineOfOther { get; init; }

    /// <summary>The diagnostic, with the lines as they are now.</summary>
    public Diagnostic ToDiagnostic()
        => Diagnostic.Create(
            Rule,
            Location,
            Other is null ? [] : [Other],
            Properties,
            NamesLineOfOther ? [.. Arguments, Other is null ? string.Empty : " at line " + (Other.GetLineSpan().StartLinePosition.Line + 1)] : [.. Arguments]);

    /// <summary>Whether it says nothing of any code but the node's.</summary>
    public bool IsWithin(SyntaxNode node) => IsWithin(Location, node) && (Other is null || IsWithin(Other, node));

    /// <summary>The same of the same code in another tree, so many characters further on.</summary>
    public Finding MovedTo(SyntaxTree tree, int distance)
        => this with { Location = Moved(Location, tree, distance), Other = Other is null ? null : Moved(Other, tree, distance) };

    private static bool IsWithin(Location location, SyntaxNode node) => location.SourceTree == node.SyntaxTree && node.FullSpan.Contains(location.SourceSpan);

    private static Location Moved(Location location, SyntaxTree tree, int distance)
        => Location.Create(tree, new TextSpan(location.SourceSpan.Start + distance, location.SourceSpan.Length));
}
