using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace PageMove.Testing;

/// <summary>Damages code as somebody who is in the middle of an edit does: tokens are missing, doubled, or where others belong.</summary>
internal static class Damage
{
    /// <summary>The code after a few accidents.</summary>
    /// <param name="text">The code.</param>
    /// <param name="accidents">How many.</param>
    /// <param name="random">Which, and where.</param>
    public static SourceText Of(SourceText text, int accidents, Random random)
    {
        SyntaxToken[] tokens = [.. CSharpSyntaxTree.ParseText(text).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0)];
        if (tokens.Length == 0)
            return text;

        Dictionary<TextSpan, string> changes = [];
        for (int i = 0; i < accidents; i++)
        {
            SyntaxToken victim = tokens[random.Next(tokens.Length)];
            SyntaxToken other = tokens[random.Next(tokens.Length)];
            switch (random.Next(4))
            {
                case 0:
                    changes[victim.Span] = string.Empty;
                    break;
                case 1:
                    changes[victim.Span] = victim.Text + " " + victim.Text;
                    break;
                case 2:
                    changes[victim.Span] = other.Text;
                    break;
                default:
                    changes[victim.Span] = other.Text;
                    changes[other.Span] = victim.Text;
                    break;
            }
        }

        return text.WithChanges(changes.OrderBy(change => change.Key.Start).Select(change => new TextChange(change.Key, change.Value)));
    }
}
