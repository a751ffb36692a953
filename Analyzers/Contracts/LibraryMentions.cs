using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PageMove.Analyzers.Contracts;

/// <summary>
/// Whether a file mentions any member of a library's protocol. The framework's types are known to every project, and most never use them: this is decided by
/// the text alone, before anything is bound.
/// </summary>
internal sealed class LibraryMentions(string[] members)
{
    private const int ChunkLength = 16 * 1024;

    // Chunks overlap by the longest word and the letter on either side of it.
    private readonly int _overlap = LongestOf(members) + 2;

    // Each file's, as long as it lives: an editor asks anew after each key, and all files but one are the same.
    private readonly ConditionalWeakTable<SyntaxTree, object> _answers = new();

    /// <summary>Whether one of the members' names stands in the file, as a word. Comments and strings count too.</summary>
    public bool AreIn(SyntaxTree tree, CancellationToken cancellation)
    {
        if (_answers.TryGetValue(tree, out object? answer))
            return (bool)answer;
        bool mentions = AreIn(tree.GetText(cancellation));
        _answers.GetValue(tree, _ => mentions);
        return mentions;
    }

    private bool AreIn(SourceText text)
    {
        char[] chunk = new char[Math.Min(ChunkLength, text.Length)];
        for (int start = 0; start < text.Length; start += chunk.Length - _overlap)
        {
            int length = Math.Min(chunk.Length, text.Length - start);
            text.CopyTo(start, chunk, 0, length);
            ReadOnlySpan<char> span = chunk.AsSpan(0, length);
            foreach (string member in members)
            {
                if (HasWord(span, member.AsSpan()))
                    return true;
            }

            if (start + length == text.Length)
                break;
        }

        return false;
    }

    private static int LongestOf(string[] words)
    {
        int longest = 0;
        foreach (string word in words)
            longest = Math.Max(longest, word.Length);
        return longest;
    }

    private static bool HasWord(ReadOnlySpan<char> text, ReadOnlySpan<char> word)
    {
        while (true)
        {
            int found = text.IndexOf(word);
            if (found < 0)
                return false;
            int end = found + word.Length;
            if ((found == 0 || !IsPartOfWord(text[found - 1])) && (end == text.Length || !IsPartOfWord(text[end])))
                return true;
            text = text.Slice(end);
        }
    }

    private static bool IsPartOfWord(char letter) => char.IsLetterOrDigit(letter) || letter == '_';
}
