using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PageMove.Mutants.Rewrites;

/// <summary>Each rewrite does what it says.</summary>
public sealed class RewriteTests
{
    /// <summary>The rewrite, a method, and what it becomes.</summary>
    public static TheoryData<string, string, string> Cases() => new()
    {
        { "expression-body", "int M() { return F(); }", "int M() => F();" },
        { "expression-body", "void M() { F(); }", "void M() => F();" },
        { "nested-block", "void M() { F(); }", "void M() { { F(); } ; }" },
        { "nested-block", "async Task M() => await F();", "async Task M() { { await F(); } ; }" },
        { "try-finally", "int M() => F();", "int M() { try { return F(); } finally { } }" },
        { "do-once", "void M() { F(); }", "void M() { do { F(); } while (false); }" },
        { "for-once", "void M() { F(); }", "void M() { for (int round0_ = 0; round0_ < 1; round0_++) { F(); } }" },
        { "local-function", "async Task M(int a) { await F(a); }", "Task M(int a) { return Body0_(); async Task Body0_() { await F(a); } }" },
        { "condition-variable", "void M() { if (F()) G(); }", "void M() { bool condition0_ = F(); if (condition0_) G(); }" },
        { "negated-variable", "void M() { if (F()) G(); }", "void M() { bool negated0_ = !(F()); if (!negated0_) G(); }" },
        { "stepwise-variable", "void M() { bool a = F() && G(); }", "void M() { bool a = F(); if (a) a = G(); }" },
        { "stepwise-variable", "void M() { bool a = F() || G(); }", "void M() { bool a = F(); if (!a) a = G(); }" },
        { "swapped-comparison", "bool M(int a, int b) { return a <= b; }", "bool M(int a, int b) { return b >= a; }" },
        { "swapped-comparison", "bool M() { return F() == Kind.One; }", "bool M() { return Kind.One == F(); }" },
        { "pattern-comparison", "bool M(object a) { return a != null; }", "bool M(object a) { return a is not null; }" },
        { "pattern-comparison", "bool M(object a) { return a is null; }", "bool M(object a) { return (a == null); }" },
        { "inverted-branch", "void M(bool a) { if (a) F(); else G(); }", "void M(bool a) { if (!a) { G(); } else { F(); } }" },
        { "else-after-jump", "void M(bool a) { if (a) return; F(); }", "void M(bool a) { if (a) return; else { F(); } }" },
        { "split-conjunction", "void M(bool a, bool b) { if (a && b) F(); }", "void M(bool a, bool b) { if (a) { if (b) { F(); } } }" },
        { "split-disjunction", "void M(bool a, bool b) { if (a || b) return; F(); }", "void M(bool a, bool b) { if (a) { return; } if (b) { return; } F(); }" },
        { "branch-switch", "void M(bool a) { if (a) F(); else return; }", "void M(bool a) { switch (a) { case true: { F(); } break; default: { return; } } }" },
        { "endless-loop", "void M(bool a) { while (a) F(); }", "void M(bool a) { while (true) { if (!a) break; F(); } }" },
        { "for-as-while", "void M() { for (int i = 0; i < 3; i++) F(); }", "void M() { { int i = 0; while (i < 3) { F(); i++; } } }" },
        { "goto-loop", "void M(bool a) { while (a) F(); }", "void M(bool a) { { again0_: if (a) { F(); goto again0_; } } }" },
        { "result-variable", "int M() { return F(); }", "int M() { { int result0_ = F(); return result0_; } }" },
        { "split-result", "int M(bool a) { return a ? F() : G(); }", "int M(bool a) { { if (a) return F(); return G(); } }" },
        { "split-result", "bool M() { return F() && G(); }", "bool M() { { if (F()) return G(); return false; } }" },
        { "joined-result", "int M(bool a) { if (a) return F(); return G(); }", "int M(bool a) { return a ? (F()) : (G()); }" },
        { "single-exit", "int M() { return F(); }", "int M() { int result_ = default!; { { result_ = F(); goto exit_; } } exit_: return result_; }" },
        { "single-exit", "void M(bool a) { if (a) return; F(); }", "void M(bool a) { { if (a) goto exit_; F(); } exit_: return; }" },
        { "using-as-finally", "void M() { using var a = F(); G(); }", "void M() { var a = F(); try { G(); } finally { a.Dispose(); } }" },
        { "using-statement", "void M() { using var a = F(); G(); }", "void M() { using (var a = F()) { G(); } }" },
        { "parameter-alias", "void M(A a, ref int b) { a.F(a, b); }", "void M(A a, ref int b) { var a0_ = a; a0_.F(a0_, b); }" },
        { "null-test", "void M(A a) { a?.F(); }", "void M(A a) { if (a != null) a.F(); }" },
        { "null-for-failure", "void M(A a) { if (!a.TryTake(out B? b)) return; }", "void M(A a) { a.TryTake(out B? b); if (b == null) return; }" },
    };

    /// <summary>The rewrite, and a method that it would give another meaning.</summary>
    public static TheoryData<string, string> Exceptions() => new()
    {
        { "for-once", "int M() { return F(); }" },
        { "condition-variable", "void M(bool a) { if (a) F(); }" },
        { "swapped-comparison", "bool M(int a) { return F(ref a) == a; }" },
        { "else-after-jump", "void M(bool a) { if (a) F(); G(); }" },
        { "split-disjunction", "void M(bool a, bool b) { if (a || b) F(); }" },
        { "branch-switch", "void M(bool a) { while (true) { if (a) break; } }" },
        { "for-as-while", "void M() { for (int i = 0; i < 3; i++) { if (i == 1) continue; F(); } }" },
        { "goto-loop", "void M(bool a) { while (a) { if (F()) break; } }" },
        { "single-exit", "int M() { return G(() => { return 1; }); }" },
        { "using-as-finally", "async Task M() { await using var a = F(); }" },
        { "parameter-alias", "void M(int a) { F(a => a); }" },
        { "null-for-failure", "void M(A a) { if (a.TrySteal(out B? b)) F(); }" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rewrites(string rewrite, string method, string rewritten) => Assert.Equal(Normalise(rewritten), Apply(rewrite, method));

    [Theory]
    [MemberData(nameof(Exceptions))]
    public void Leaves(string rewrite, string method) => Assert.Equal(Normalise(method), Apply(rewrite, method));

    [Fact]
    public void Every_rewrite_has_a_case() => Assert.Equal(RewriteCatalog.All.Select(rewrite => rewrite.Name), Cases().Select(row => (string)row[0]).Distinct());

    private static string Apply(string rewrite, string method)
        => Normalise(RewriteCatalog.All.Single(named => named.Name == rewrite).Create().Visit(Parse(method)).ToFullString());

    private static string Normalise(string method) => Parse(method).NormalizeWhitespace().ToFullString();

    private static MethodDeclarationSyntax Parse(string method) => (MethodDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration(method)!;
}
