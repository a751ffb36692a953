using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PageMove.Analyzers.Edits;

/// <summary>A member of a type as it is written, and the names in it. Thread-safe.</summary>
internal sealed class Member(MemberDeclarationSyntax node)
{
    // Members that the compiler calls where no name stands.
    private static readonly ImmutableHashSet<string> CalledUnseen = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        "Add", "AppendFormatted", "AppendLiteral", "Cast", "Count", "Create", "Current", "Deconstruct", "Dispose", "DisposeAsync", "EnterScope", "Equals", "GetAsyncEnumerator", "GetAwaiter",
        "GetEnumerator", "GetHashCode", "GetPinnableReference", "GetResult", "GroupBy", "GroupJoin", "IsCompleted", "Join", "Length", "MoveNext", "MoveNextAsync", "OnCompleted", "OrderBy", "OrderByDescending",
        "Select", "SelectMany", "Slice", "ThenBy", "ThenByDescending", "ToString", "UnsafeOnCompleted", "Where");

    private ImmutableHashSet<string>? _names;

    /// <summary>The member's source.</summary>
    public MemberDeclarationSyntax Node => node;

    /// <summary>Every name in it, of whatever it may be.</summary>
    public ImmutableHashSet<string> Names => _names ??= ImmutableHashSet.CreateRange(
        StringComparer.Ordinal,
        from token in node.DescendantTokens()
        where token.IsKind(SyntaxKind.IdentifierToken)
        select token.ValueText);

    /// <summary>By what others mention it; empty where they do so without a name.</summary>
    public IEnumerable<string> DeclaredNames => node switch
    {
        MethodDeclarationSyntax method when !CalledUnseen.Contains(method.Identifier.ValueText) => [method.Identifier.ValueText],
        PropertyDeclarationSyntax property when !CalledUnseen.Contains(property.Identifier.ValueText) => [property.Identifier.ValueText],
        EventDeclarationSyntax @event => [@event.Identifier.ValueText],
        BaseFieldDeclarationSyntax fields => fields.Declaration.Variables.Select(variable => variable.Identifier.ValueText),
        _ => [],
    };

    /// <summary>Whether it is a method of which its callers know what those do that it calls: one that is only called in its type, or that does nothing but call another.</summary>
    public bool ShowsCallees => node is MethodDeclarationSyntax method && (IsPrivate || method is { ExpressionBody.Expression: InvocationExpressionSyntax } or { Body.Statements: [ExpressionStatementSyntax { Expression: InvocationExpressionSyntax }] });

    /// <summary>Whether it is a field that is only used in its type.</summary>
    public bool IsPrivateField => node is FieldDeclarationSyntax && IsPrivate;

    private bool IsPrivate => !node.Modifiers.Any(static modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword);

    /// <summary>The member around a piece of code; null where it stands in none, as what a type gives its base does.</summary>
    public static MemberDeclarationSyntax? Around(SyntaxNode code)
        => code.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member && !IsOuter(member) && member is not GlobalStatementSyntax ? member : null;

    /// <summary>Whether other members stand in it.</summary>
    public static bool IsOuter(SyntaxNode node) => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax;

    /// <summary>The same member in another tree, in the same words.</summary>
    public Member In(MemberDeclarationSyntax same) => new(same) { _names = _names };
}
