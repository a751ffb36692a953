using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using PageMove.Analyzers.Rules;
using PageMove.Contracts;

namespace Analyzers.Tests.CodeFixes;

/// <summary>Applies a fix, alone and by Fix All, and compares the whole text: <c>[|…|]</c> marks what is reported before.</summary>
internal sealed class FixTest<TFix> : CSharpCodeFixTest<ProtocolAnalyzer, TFix, DefaultVerifier>
    where TFix : CodeFixProvider, new()
{
    private const string Prelude = """
        using System;
        using System.Threading.Tasks;
        using PageMove.Caching;
        using PageMove.Contracts;
        using PageMove.Moving;
        using PageMove.Pages;
        using PageMove.Pipes;
        using PageMove.Requests;

        static class Code
        {

        """;

    private FixTest(string before, string after)
    {
        ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        TestCode = Whole(before);
        FixedCode = Whole(after);

        // Where no fix is offered, the code stays as it is, and so do its diagnostics.
        if (before == after)
            FixedState.MarkupHandling = MarkupMode.Allow;
        TestState.AdditionalReferences.AddRange(Net100.References.All);
        TestState.AdditionalReferences.Add(typeof(State).Assembly);
        FixedState.AdditionalReferences.AddRange(Net100.References.All);
        FixedState.AdditionalReferences.Add(typeof(State).Assembly);
    }

    public static Task VerifyAsync(string before, string after) => new FixTest<TFix>(before, after).RunAsync();

    protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers()
        => typeof(TFix) == typeof(PageMove.CodeFixes.AnnotateWrapper) ? [new ProtocolAnalyzer(), new WrapperAnalyzer()] : base.GetDiagnosticAnalyzers();

    protected override ParseOptions CreateParseOptions()
        => ((CSharpParseOptions)base.CreateParseOptions()).WithLanguageVersion(LanguageVersion.CSharp14);

    private static string Whole(string members)
        => Prelude + string.Join('\n', members.Split('\n').Select(line => line.Length == 0 ? line : "    " + line)) + "\n}\n";
}
