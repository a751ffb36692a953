using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PageMove.Analyzers.Rules;

namespace PageMove.CodeFixes;

/// <summary>PGM4003: releases in a finally block what was taken.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReleaseInFinally))]
public sealed class ReleaseInFinally : ReleaseInFinallyProvider
{
    /// <summary>Made by the host.</summary>
    public ReleaseInFinally()
        : base("Release in a finally block", LifetimeRules.NotReleased.Id, "Release", "Dispose")
    {
    }
}
