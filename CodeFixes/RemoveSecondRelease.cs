using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PageMove.Analyzers.Rules;

namespace PageMove.CodeFixes;

/// <summary>PGM4002: takes the second release out, and leaves the comments that stand before it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveSecondRelease))]
public sealed class RemoveSecondRelease : RemoveStatementProvider
{
    /// <summary>Made by the host.</summary>
    public RemoveSecondRelease()
        : base("Remove the second release", LifetimeRules.ReleasedTwice.Id)
    {
    }
}
