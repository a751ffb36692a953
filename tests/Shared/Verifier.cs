using System.Runtime.CompilerServices;
using System.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace PageMove.Testing;

/// <summary>
/// Compares a text with <c>Type.Method.verified.txt</c> beside the test, by the conventions of Verify (github.com/VerifyTests/Verify):
/// on a difference it writes <c>Type.Method.received.txt</c>, which replaces the verified file once a person has agreed with it.
/// </summary>
/// <remarks>Verify.Xunit takes over where a project references it and says <c>Using Include="VerifyXunit"</c> instead of this namespace.</remarks>
internal static class Verifier
{
    /// <summary>Fails with the differing lines unless <paramref name="target"/> equals the verified text. Line ends do not count.</summary>
    /// <param name="target">The text to compare.</param>
    /// <param name="sourceFile">The test's source file, which is named after its type.</param>
    /// <param name="method">The test's method.</param>
    public static async Task Verify(
        string target,
        [CallerFilePath] string sourceFile = "",
        [CallerMemberName] string method = "")
    {
        string received = Normalise(target);
        string stem = Path.ChangeExtension(RepositoryRoot.Locate(sourceFile), null) + "." + method;
        string verifiedPath = stem + ".verified.txt";
        string receivedPath = stem + ".received.txt";

        string verified = File.Exists(verifiedPath) ? Normalise(await File.ReadAllTextAsync(verifiedPath)) : "";
        if (verified == received)
        {
            File.Delete(receivedPath);
            return;
        }

        await File.WriteAllTextAsync(receivedPath, received);
        Assert.Fail($"{Path.GetFileName(receivedPath)} differs from {Path.GetFileName(verifiedPath)}:\n{Difference(verified, received)}");
    }

    private static string Normalise(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";

    private static string Difference(string verified, string received)
    {
        var lines = new StringBuilder();
        foreach (DiffPiece line in InlineDiffBuilder.Diff(verified, received).Lines)
        {
            string? sign = line.Type switch
            {
                ChangeType.Inserted => "+ ",
                ChangeType.Deleted => "- ",
                _ => null,
            };
            if (sign is not null)
                lines.Append(sign).Append(line.Text).Append('\n');
        }

        return lines.ToString();
    }
}
