namespace Analyzers.Tests;

/// <summary>A part of a document that is generated, between two comments that name it.</summary>
internal static class GeneratedSection
{
    /// <summary>
    /// Fails when the section is not what it should be. With <c>PAGEMOVE_UPDATE_DOCS=1</c> in the environment it is rewritten instead.
    /// </summary>
    public static void AssertFresh(string document, string section, string expected)
    {
        string path = Path.Combine(RepositoryRoot.Path, document);
        string text = File.ReadAllText(path).ReplaceLineEndings("\n");
        string begin = $"<!-- generated: {section} -->\n";
        string end = $"<!-- end of {section} -->";
        int from = text.IndexOf(begin, StringComparison.Ordinal);
        int to = text.IndexOf(end, StringComparison.Ordinal);
        Assert.True(from >= 0 && to > from, $"{document} has no section '{section}'.");
        from += begin.Length;

        if (Environment.GetEnvironmentVariable("PAGEMOVE_UPDATE_DOCS") == "1")
            File.WriteAllText(path, text[..from] + expected + text[to..]);
        else
            Assert.Equal(expected, text[from..to]);
    }
}
