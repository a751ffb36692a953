using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PageMove.Analyzers.Rules;

namespace PageMove.CodeFixes;

/// <summary>PGM2001: takes the second unlock out, and leaves the comments that stand before it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveSecondUnlock))]
public sealed class RemoveSecondUnlock : RemoveStatementProvider
{
    /// <summary>Made by the host.</summary>
    public RemoveSecondUnlock()
        : base("Remove the second unlock", LockingRules.UnlockedTwice.Id)
    {
    }
}
