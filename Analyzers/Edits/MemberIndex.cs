using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PageMove.Analyzers.Edits;

/// <summary>The members of all types in a file, in the order of the source. Thread-safe.</summary>
internal sealed class MemberIndex
{
    private static readonly ConditionalWeakTable<SyntaxTree, MemberIndex> Indices = new();

    private readonly Dictionary<SyntaxNode, int> _ordinals = [];

    private MemberIndex(ImmutableArray<Member> members)
    {
        Members = members;
        for (int i = 0; i < members.Length; i++)
            _ordinals.Add(members[i].Node, i);
    }

    /// <summary>The members.</summary>
    public ImmutableArray<Member> Members { get; }

    /// <summary>The file's index, made once.</summary>
    public static MemberIndex Of(SyntaxTree tree) => Indices.GetValue(tree, static key => new MemberIndex(NodesIn(key).Select(node => new Member(node)).ToImmutableArray()));

    /// <summary>Which of the members the node is; -1 where it is none.</summary>
    public int OrdinalOf(SyntaxNode node) => _ordinals.TryGetValue(node, out int ordinal) ? ordinal : -1;

    /// <summary>The index of the file after an edit that has left its declarations alone; what is known of the members that it has not touched is kept.</summary>
    /// <returns>Null where the declarations are others after all.</returns>
    public MemberIndex? After(SyntaxTree edited)
    {
        MemberDeclarationSyntax[] nodes = [.. NodesIn(edited)];
        if (nodes.Length != Members.Length)
            return null;
        return Indices.GetValue(edited, _ => new MemberIndex(nodes.Zip(Members, static (node, before) => IsSame(node, before) ? before.In(node) : new Member(node)).ToImmutableArray()));
    }

    /// <summary>Whether an edit has left the member alone. What was parsed anew counts as another, though it may read the same.</summary>
    public static bool IsSame(SyntaxNode node, Member before) => node.IsIncrementallyIdenticalTo(before.Node);

    private static IEnumerable<MemberDeclarationSyntax> NodesIn(SyntaxTree tree)
        => tree.GetRoot().DescendantNodes(Member.IsOuter).OfType<MemberDeclarationSyntax>().Where(static node => !Member.IsOuter(node));
}
