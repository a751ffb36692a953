using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PageMove.Analyzers.Flow;

/// <summary>What tests call to see whether something is as it should be; known by their names, since few say by an attribute that they do not return where it is not.</summary>
internal static class Assertions
{
    private static readonly string[] Verbs = ["Should", "Expect", "Verify", "Ensure", "Require", "Assert", "AreEqual", "Equal", "Same", "That", "IsTrue", "IsFalse", "True", "False", "NotNull", "IsNotNull"];

    /// <summary>Whether the method sees to it that a value is as it should be, and does not return where it is not.</summary>
    public static bool Include(IMethodSymbol method)
        => method.ContainingType is { } type
            && (type.Name.IndexOf("Assert", StringComparison.Ordinal) >= 0
                || type.Name.IndexOf("Should", StringComparison.Ordinal) >= 0
                || Array.Exists(Verbs, verb => method.Name.StartsWith(verb, StringComparison.Ordinal)));

    /// <summary>Whether the lambda is handed to somebody who sees to it that it throws, by itself (<c>Assert.Throws(() =&gt; …)</c>, <c>Record.Exception</c>) or by a variable (<c>act.Should().Throw()</c>).</summary>
    public static bool ExpectThrow(SyntaxNode lambda)
    {
        SyntaxNode value = lambda;
        while (value.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax)
            value = value.Parent;
        return value.Parent switch
        {
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } => ExpectsThrow(call),
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var name } declarator }
                => declarator.FirstAncestorOrSelf<BlockSyntax>() is { } block && block.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => IsAbout(call, name) && ExpectsThrow(call)),
            _ => false,
        };
    }

    private static bool ExpectsThrow(InvocationExpressionSyntax call)
        => SpeaksOfThrowing(NameOf(call.Expression)) || call.ArgumentList.Arguments.Any(static argument => argument.Expression is not AnonymousFunctionExpressionSyntax && SpeaksOfThrowing(FirstNameIn(argument.Expression)));

    private static bool SpeaksOfThrowing(string name) => name.IndexOf("Throw", StringComparison.Ordinal) >= 0 || name.IndexOf("Exception", StringComparison.Ordinal) >= 0;

    private static bool IsAbout(InvocationExpressionSyntax call, string variable)
        => FirstNameIn(call.Expression) == variable || call.ArgumentList.Arguments.Any(argument => argument.Expression is IdentifierNameSyntax { Identifier.ValueText: var name } && name == variable);

    private static string NameOf(ExpressionSyntax called) => called switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => string.Empty,
    };

    private static string FirstNameIn(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax member => FirstNameIn(member.Expression),
        InvocationExpressionSyntax call => FirstNameIn(call.Expression),
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => string.Empty,
    };
}
