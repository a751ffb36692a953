using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Squiggle = Microsoft.CodeAnalysis.Diagnostic;

namespace PageMove.PackageTests;

/// <summary>The package in an editor: somebody types a file, letter for letter, and takes it back.</summary>
[Collection(nameof(Packaged))]
public sealed class EditorTests(InstalledPackages packages)
{
    // More often than that a second compilation is not compared with, unless the squiggles have just changed.
    private const int Comparisons = 50;

    [Fact]
    public void The_package_brings_analyzers_and_code_fixes()
    {
        using Editor editor = new(packages);

        Assert.NotEqual(0, editor.Analyzers);
        Assert.NotEqual(0, editor.Fixes);
    }

    /// <summary>Two files, more than a thousand keys: one breaks a rule of the runtime, one a rule of the library.</summary>
    [Theory]
    [InlineData("UnlockedTwice.cs", "UsedAfterReturn.cs")]
    [InlineData("LeftLocked.cs", "ReturnedTwice.cs")]
    public async Task A_file_that_is_typed_and_deleted_shows_what_a_compiler_would_say_of_it(params string[] files)
    {
        using Editor editor = new(packages);
        int keys = 0;
        int previews = 0;
        foreach (string file in files)
        {
            string source = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "samples", "Misuse", file));
            Typing typing = new(editor);
            for (int i = 0; i < source.Length; i++, keys++)
                await typing.PressAsync(new TextSpan(i, 0), source[i].ToString());
            Assert.Equal(Marks(source), typing.Lines);
            previews += typing.Previews;

            for (int i = source.Length; i > 0; i--, keys++)
                await typing.PressAsync(new TextSpan(i - 1, 1), string.Empty);
            Assert.Empty(typing.Lines);
        }

        Assert.NotEqual(0, previews);
        Assert.True(keys >= 1000, $"Only {keys} keys were pressed.");
    }

    [Fact]
    public async Task An_edit_in_the_middle_moves_what_stands_below_it()
    {
        using Editor editor = new(packages);
        string source = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "samples", "Misuse", "UnlockedTwice.cs"));
        Typing typing = new(editor);
        await typing.PressAsync(new TextSpan(0, 0), source);
        int brace = source.IndexOf("        page.Lock();", StringComparison.Ordinal);
        foreach (char key in "        _ = page.IsUpToDate;\n".Reverse())
            await typing.PressAsync(new TextSpan(brace, 0), key.ToString());

        Assert.Equal(Marks((await editor.TextAsync()).ToString()), typing.Lines);
    }

    // Each line that ends with a rule is where that rule is to speak.
    private static IEnumerable<string> Marks(string source) =>
        from line in source.Split('\n').Index()
        let mark = line.Item.IndexOf("// PGM", StringComparison.Ordinal)
        where mark >= 0
        select $"{line.Index}: {line.Item[(mark + 3)..].Trim()}";

    /// <summary>Presses one key after the other, and looks at the squiggles after each.</summary>
    private sealed class Typing(Editor editor)
    {
        private readonly HashSet<string> _previewed = [];
        private string[] _shown = [];
        private int _keys;

        /// <summary>Where squiggles stand now: "line: rule".</summary>
        public IEnumerable<string> Lines { get; private set; } = [];

        /// <summary>How many code fixes have been looked at.</summary>
        public int Previews { get; private set; }

        public async Task PressAsync(TextSpan span, string key)
        {
            await editor.EditAsync(span, key);
            SourceText text = await editor.TextAsync();
            ImmutableArray<Squiggle> squiggles = await editor.SquigglesAsync();
            Assert.All(squiggles, squiggle =>
            {
                Assert.NotEqual("AD0001", squiggle.Id);
                Assert.InRange(squiggle.Location.SourceSpan.End, 0, text.Length);
                Assert.All(squiggle.AdditionalLocations, earlier => Assert.InRange(earlier.SourceSpan.End, 0, text.Length));
            });

            string[] shown = Shown(squiggles);
            if (!shown.SequenceEqual(_shown) || _keys++ % Comparisons == 0)
                Assert.Equal(Shown(await editor.FreshSquigglesAsync()), shown);
            _shown = shown;
            // A suggestion is no squiggle.
            Lines = squiggles.Where(squiggle => squiggle.Severity >= DiagnosticSeverity.Warning).Select(squiggle => $"{squiggle.Location.GetLineSpan().StartLinePosition.Line}: {squiggle.Id}").Order(StringComparer.Ordinal).ToArray();

            foreach (Squiggle squiggle in squiggles)
            {
                string line = text.Lines.GetLineFromPosition(squiggle.Location.SourceSpan.Start).ToString();
                if (!_previewed.Add(squiggle.Id + line))
                    continue;
                IReadOnlyList<string> previews = await editor.PreviewFixesAsync(squiggle);
                Assert.All(previews, preview => Assert.NotEqual(text.ToString(), preview));
                Previews += previews.Count;
            }
        }

        private static string[] Shown(ImmutableArray<Squiggle> squiggles)
            => [.. squiggles.Select(squiggle => $"{squiggle.Location.SourceSpan} {squiggle.Id} {squiggle.GetMessage(CultureInfo.InvariantCulture)}").Order(StringComparer.Ordinal)];
    }
}
