using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PageMove.Analyzers.Edits;

/// <summary>
/// What lies between two compilations that differ in the bodies of a few members and in nothing that anybody declares: of all other bodies the compiler says the same in both. What the rules say of
/// a body may depend on others, but only on such as it names, on what those name, and on who uses a private field or method that it has to do with, and how.
/// </summary>
internal sealed class BodyEdit
{
    private const int MaximumFiles = 4;
    private const int MaximumMembers = 8;

    private readonly Dictionary<SyntaxTree, (MemberIndex Before, MemberIndex After)> _files;
    private readonly HashSet<SyntaxNode> _touched = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private BodyEdit(Dictionary<SyntaxTree, (MemberIndex Before, MemberIndex After)> files) => _files = files;

    /// <summary>Whether nothing was edited at all.</summary>
    public bool IsEmpty => _files.Count == 0;

    /// <summary>The edit that makes the one compilation of the other.</summary>
    /// <returns>Null where more than some bodies may be different.</returns>
    public static BodyEdit? Between(Snapshot before, Compilation after)
    {
        SyntaxTree?[] trees = [.. before.Trees];
        if (!before.IsOfSameProject(after) || trees.Length != after.SyntaxTrees.Count())
            return null;
        Dictionary<SyntaxTree, (MemberIndex Before, MemberIndex After)> files = [];
        foreach ((SyntaxTree? old, SyntaxTree edited) in trees.Zip(after.SyntaxTrees, static (old, edited) => (old, edited)))
        {
            if (ReferenceEquals(old, edited))
                continue;
            if (old is null || files.Count == MaximumFiles || !HaveSameDeclarations(old, edited) || MemberIndex.Of(old).After(edited) is not { } changed)
                return null;
            files.Add(old, (MemberIndex.Of(old), changed));
        }

        BodyEdit edit = new(files);
        return edit.TryTouch(after) ? edit : null;
    }

    /// <summary>The member after the edit, where nothing that is known of it can have changed by the edit; null elsewhere.</summary>
    public MemberDeclarationSyntax? Untouched(SyntaxNode member)
    {
        bool isEdited = _files.TryGetValue(member.SyntaxTree, out (MemberIndex Before, MemberIndex After) file);
        MemberIndex before = isEdited ? file.Before : MemberIndex.Of(member.SyntaxTree);
        int ordinal = before.OrdinalOf(member);
        if (ordinal < 0 || _touched.Contains(member) || before.Members[ordinal].Names.Overlaps(_names))
            return null;
        return (isEdited ? file.After : before).Members[ordinal].Node;
    }

    /// <summary>
    /// Takes in what leads to the edit in the types of the files: what is known of a caller depends on the private methods that it calls, and on those that only call another, and so on what those call;
    /// what is known of who uses a private field depends on what others do with it, and so on whom they hand it to.
    /// </summary>
    /// <param name="files">Files after the edit.</param>
    /// <param name="after">The compilation after the edit.</param>
    public void FollowCallers(IEnumerable<SyntaxTree> files, Compilation after)
    {
        List<Member> open = [.. WithOtherParts(files, after).SelectMany(static file => MemberIndex.Of(file).Members)];
        string[] fields = [.. open.Where(static member => member.IsPrivateField).SelectMany(static member => member.DeclaredNames)];
        for (bool isGrowing = true; isGrowing;)
        {
            isGrowing = false;
            foreach (Member caller in open.Where(member => member.Names.Overlaps(_names)).ToArray())
            {
                int known = _names.Count;
                if (caller.ShowsCallees)
                    _names.UnionWith(caller.DeclaredNames);
                _names.UnionWith(caller.Names.Intersect(fields));
                open.Remove(caller);
                isGrowing |= _names.Count > known;
            }
        }
    }

    private static HashSet<SyntaxTree> WithOtherParts(IEnumerable<SyntaxTree> files, Compilation compilation)
    {
        HashSet<SyntaxTree> all = [.. files];
        foreach (SyntaxTree file in all.ToArray())
        {
            foreach (TypeDeclarationSyntax part in file.GetRoot().DescendantNodes(Member.IsOuter).OfType<TypeDeclarationSyntax>().Where(static type => type.Modifiers.Any(SyntaxKind.PartialKeyword)))
            {
                if (compilation.GetSemanticModel(file).GetDeclaredSymbol(part) is { } type)
                    all.UnionWith(type.DeclaringSyntaxReferences.Select(static reference => reference.SyntaxTree));
            }
        }

        return all;
    }

    private static bool HaveSameDeclarations(SyntaxTree before, SyntaxTree after)
        => before.FilePath == after.FilePath
            && before.Options.Equals(after.Options)
            && SyntaxFactory.AreEquivalent(before, after, topLevel: true)
            && DirectivesIn(before).SequenceEqual(DirectivesIn(after));

    // One above a member can change what all below it mean.
    private static IEnumerable<string> DirectivesIn(SyntaxTree tree)
    {
        SyntaxNode root = tree.GetRoot();
        if (!root.ContainsDirectives)
            yield break;
        for (DirectiveTriviaSyntax? directive = root.GetFirstDirective(); directive is not null; directive = directive.GetNextDirective())
            yield return directive.ToString();
    }

    private bool TryTouch(Compilation compilation)
    {
        foreach ((MemberIndex before, MemberIndex after) in _files.Values)
        {
            for (int i = 0; i < before.Members.Length; i++)
            {
                (Member old, Member edited) = (before.Members[i], after.Members[i]);
                if (MemberIndex.IsSame(edited.Node, old))
                    continue;
                _touched.Add(old.Node);
                string[] declared = [.. edited.DeclaredNames];
                if (_touched.Count > MaximumMembers || declared is [])
                    return false;
                _names.UnionWith(declared);
                AddNamesInType(old, edited, compilation);
            }
        }

        return true;
    }

    /// <summary>Whether a private method is called, and what becomes of a private field, is asked of the whole type.</summary>
    private void AddNamesInType(Member old, Member edited, Compilation compilation)
    {
        SemanticModel model = compilation.GetSemanticModel(edited.Node.SyntaxTree);
        HashSet<string> differing = new(old.Names, StringComparer.Ordinal);
        differing.SymmetricExceptWith(edited.Names);
        HashSet<string> used = new(old.Names.Union(edited.Names), StringComparer.Ordinal);
        foreach (TypeDeclarationSyntax around in edited.Node.Ancestors().OfType<TypeDeclarationSyntax>())
        {
            if (model.GetDeclaredSymbol(around) is not { } type)
                continue;
            foreach (ISymbol member in type.GetMembers())
            {
                if (member.DeclaredAccessibility == Accessibility.Private && (member is IFieldSymbol ? used : differing).Contains(member.Name))
                    _names.Add(member.Name);
            }
        }
    }
}
