using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PageMove.Analyzers.Rules;

namespace PageMove.CodeFixes;

/// <summary>PGM2003: unlocks a page in a finally block.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnlockInFinally))]
public sealed class UnlockInFinally : ReleaseInFinallyProvider
{
    /// <summary>Made by the host.</summary>
    public UnlockInFinally()
        : base("Unlock in a finally block", LockingRules.LeftLocked.Id, "Unlock")
    {
    }
}
