using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PageMove.Analyzers.Edits;

/// <summary>What an analyzer has found in the members of one compilation's files, as long as the files live. Thread-safe.</summary>
internal sealed class FindingTable(Compilation compilation)
{
    private readonly ConditionalWeakTable<SyntaxTree, ConcurrentDictionary<Key, Entry>> _files = new();

    /// <summary>What the compilation is made of.</summary>
    public Snapshot Snapshot { get; } = new(compilation);

    /// <summary>The table of the compilation after the edit: what was found in members that the edit does not concern, where they stand now.</summary>
    public FindingTable After(BodyEdit edit, Compilation edited)
    {
        (ConcurrentDictionary<Key, Entry> Known, SyntaxTree Now)[] files =
        [
            .. Snapshot.Trees
                .Zip(edited.SyntaxTrees, (old, now) => (Known: old is not null && _files.TryGetValue(old, out ConcurrentDictionary<Key, Entry>? known) ? known : null, Now: now))
                .Where(static file => file.Known is not null)
                .Select(static file => (file.Known!, file.Now)),
        ];
        edit.FollowCallers(files.Select(static file => file.Now), edited);

        FindingTable after = new(edited);
        foreach (KeyValuePair<Key, Entry> known in files.SelectMany(static file => file.Known))
        {
            if (edit.Untouched(known.Key.Member) is { } member)
                after.Put(new Key(member, known.Key.Owner), known.Value.MovedTo(member));
        }

        return after;
    }

    /// <summary>What was found in the member that the driver asks about.</summary>
    /// <param name="context">The driver's question.</param>
    /// <param name="settings">The options that the findings depend on.</param>
    /// <returns>Null where nobody has looked.</returns>
    public ImmutableArray<Finding>? Find(OperationBlockAnalysisContext context, string settings)
        => KeyOf(context) is { } key
            && _files.TryGetValue(key.Member.SyntaxTree, out ConcurrentDictionary<Key, Entry>? known)
            && known.TryGetValue(key, out Entry entry)
            && entry.Settings == settings
                ? entry.Findings
                : null;

    /// <summary>Keeps what was found, unless it says something of other code, too.</summary>
    /// <param name="context">The driver's question.</param>
    /// <param name="settings">The options that the findings depend on.</param>
    /// <param name="findings">What was found.</param>
    public void Add(OperationBlockAnalysisContext context, string settings, ImmutableArray<Finding> findings)
    {
        if (KeyOf(context) is { } key && findings.All(finding => finding.IsWithin(key.Member)))
            Put(key, new Entry(key.Member.SpanStart, settings, findings));
    }

    private void Put(Key key, Entry entry) => _files.GetOrCreateValue(key.Member.SyntaxTree)[key] = entry;

    private static Key? KeyOf(OperationBlockAnalysisContext context)
        => Member.Around(context.OperationBlocks[0].Syntax) is { } member ? new Key(member, context.OwningSymbol.MetadataName) : null;

    /// <param name="Member">The source.</param>
    /// <param name="Owner">Which of the accessors or variables that it declares.</param>
    private readonly record struct Key(MemberDeclarationSyntax Member, string Owner);

    /// <param name="Start">Where the member begins.</param>
    /// <param name="Settings">The options when it was looked at.</param>
    /// <param name="Findings">What was found.</param>
    private readonly record struct Entry(int Start, string Settings, ImmutableArray<Finding> Findings)
    {
        public Entry MovedTo(SyntaxNode member)
        {
            int distance = member.SpanStart - Start;
            return new Entry(member.SpanStart, Settings, Findings.Select(finding => finding.MovedTo(member.SyntaxTree, distance)).ToImmutableArray());
        }
    }
}
