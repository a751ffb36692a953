using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Analyzers.Tests;

/// <summary>The corpus shows each construct of C# that the engine says it understands, in code that is reported and in code that is not.</summary>
public sealed partial class ConstructTests
{
    private static readonly Dictionary<string, Func<MethodDeclarationSyntax, bool>> Constructs = new()
    {
        ["flag variable"] = TestsFlag,
        ["exception state"] = Has<CatchClauseSyntax>(),
        ["exception filter"] = Has<CatchFilterClauseSyntax>(),
        ["finally, reached by a jump and by an exception"] = Has<TryStatementSyntax>(statement => statement.Finally is not null
            && statement.Block.DescendantNodes().Any(node => node is ReturnStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax)
            && statement.Block.DescendantNodes().OfType<InvocationExpressionSyntax>().Any()),
        ["flow capture in an argument"] = Has<ArgumentSyntax>(argument => argument.Expression is ConditionalExpressionSyntax
            || argument.Expression.IsKind(SyntaxKind.CoalesceExpression)),
        ["using statement"] = Has<UsingStatementSyntax>(statement => statement.AwaitKeyword.IsKind(SyntaxKind.None)),
        ["using declaration"] = Has<LocalDeclarationStatementSyntax>(declaration => declaration.UsingKeyword.IsKind(SyntaxKind.UsingKeyword) && declaration.AwaitKeyword.IsKind(SyntaxKind.None)),
        ["await using"] = Has<StatementSyntax>(statement => statement is UsingStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword }
            || statement is LocalDeclarationStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword }),
        ["lock on an object"] = Has<LockStatementSyntax>(statement => TypeOf(statement.Expression) == "object"),
        ["lock on a System.Threading.Lock"] = Has<LockStatementSyntax>(statement => TypeOf(statement.Expression) == "Lock"),
        ["foreach"] = Has<CommonForEachStatementSyntax>(),
        ["conditional access"] = Has<ConditionalAccessExpressionSyntax>(),
        ["assignment where it is null"] = Has<AssignmentExpressionSyntax>(assignment => assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression)),
        ["switch statement"] = Has<SwitchStatementSyntax>(),
        ["switch expression"] = Has<SwitchExpressionSyntax>(),
        ["declaration pattern"] = Has<IsPatternExpressionSyntax>(pattern => pattern.DescendantNodes().OfType<SingleVariableDesignationSyntax>().Any()),
        ["property pattern"] = Has<PropertyPatternClauseSyntax>(clause => clause.Subpatterns.Count > 0),
        ["list pattern"] = Has<ListPatternSyntax>(),
        ["interpolated string handler"] = Has<InterpolatedStringExpressionSyntax>(text => text.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } }
            && access.Name.Identifier.ValueText is "TryWrite" or "Append" or "AppendLine" or "Assert"),
        ["for"] = Has<ForStatementSyntax>(),
        ["while"] = Has<WhileStatementSyntax>(),
        ["do"] = Has<DoStatementSyntax>(),
        ["goto"] = Has<GotoStatementSyntax>(),
        ["ref argument"] = Has<ArgumentSyntax>(argument => argument.RefKindKeyword.IsKind(SyntaxKind.RefKeyword)),
        ["out argument"] = Has<ArgumentSyntax>(argument => argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword)),
        ["in parameter"] = Has<ParameterSyntax>(parameter => parameter.Modifiers.Any(SyntaxKind.InKeyword)),
        ["ref parameter"] = Has<ParameterSyntax>(parameter => parameter.Modifiers.Any(SyntaxKind.RefKeyword)),
        ["tuple"] = Has<TupleExpressionSyntax>(),
        ["deconstruction"] = Has<AssignmentExpressionSyntax>(assignment => assignment.Left is TupleExpressionSyntax or DeclarationExpressionSyntax { Designation: ParenthesizedVariableDesignationSyntax }),
        ["ref struct"] = method => NamesType<StructDeclarationSyntax>(method, type => type.Modifiers.Any(SyntaxKind.RefKeyword)),
        ["copy of a struct"] = method => NamesType<StructDeclarationSyntax>(method, type => !type.Modifiers.Any(SyntaxKind.RefKeyword))
            && method.DescendantNodes().OfType<VariableDeclaratorSyntax>().Any(variable => variable.Initializer?.Value is IdentifierNameSyntax),
        ["lambda"] = Has<LambdaExpressionSyntax>(),
        ["local function"] = Has<LocalFunctionStatementSyntax>(),
        ["iterator"] = Has<YieldStatementSyntax>(),
        ["state across an await"] = Has<AwaitExpressionSyntax>(),
        ["field of this"] = method => !method.Modifiers.Any(SyntaxKind.StaticKeyword)
            && method.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText.StartsWith('_') && name.Identifier.ValueText.Length > 1),
        ["element of an array"] = Has<ElementAccessExpressionSyntax>(),
        ["member that does not return"] = method => CallsMarked(method, "DoesNotReturn"),
        ["member that says when an argument is not null"] = method => method.ParameterList.ToString().Contains("[NotNullWhen", StringComparison.Ordinal) || CallsMarked(method, "NotNullWhen"),
        ["member that says which member is not null"] = method => CallsMarked(method, "MemberNotNull"),
        ["generic code"] = method => method.TypeParameterList is not null,
        ["partial class"] = method => method.Parent is TypeDeclarationSyntax type && type.Modifiers.Any(SyntaxKind.PartialKeyword),
        ["primary constructor"] = method => method.Parent is ClassDeclarationSyntax { ParameterList: not null },
        ["collection expression"] = Has<CollectionExpressionSyntax>(),
        ["override"] = method => method.Modifiers.Any(SyntaxKind.OverrideKeyword),
        ["extension method"] = method => method.ParameterList.Parameters is [{ } first, ..] && first.Modifiers.Any(SyntaxKind.ThisKeyword),
        ["conversion to an interface"] = Has<VariableDeclarationSyntax>(declaration => declaration.Type is IdentifierNameSyntax { Identifier.ValueText: "IDisposable" }),
    };

    private static readonly Lazy<MethodDeclarationSyntax[]> Methods = new(() =>
    [
        .. Directory.EnumerateFiles(CorpusFile.Folder, "*.cs", SearchOption.AllDirectories)
            .SelectMany(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot().DescendantNodes())
            .OfType<MethodDeclarationSyntax>()
            .Where(method => method.Body is not null || method.ExpressionBody is not null),
    ]);

    public static TheoryData<string> Names => [.. Constructs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_corpus_shows_the_construct_in_code_that_is_reported(string name)
        => Assert.Contains(Methods.Value, method => IsReported(method) && Constructs[name](method));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_corpus_shows_the_construct_in_code_that_is_not_reported(string name)
        => Assert.Contains(Methods.Value, method => !IsReported(method) && HandlesTracked(method) && Constructs[name](method));

    [Fact]
    public async Task Top_level_statements_are_followed_as_a_method_is()
    {
        const string Source = """
            using System;
            using PageMove.Pages;

            using var arena = new PageArena(new PageArenaOptions { PageSize = 4096, PageCount = 16 });
            Page good = arena.Allocate();
            good.Lock();
            good.Unlock();
            good.Release();
            Page bad = arena.Allocate();
            bad.Lock();
            if (args.Length > 0)
                return 1;
            bad.Unlock();
            bad.Release();
            Console.WriteLine(bad.Size);
            return 0;
            """;
        CSharpCompilation compilation = AnalyzerDriver.Compile(("Program.cs", SourceText.From(Source, System.Text.Encoding.UTF8)));
        compilation = compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication));
        IEnumerable<string> found = (await AnalyzerDriver.AnalyzeAsync(compilation))
            .Select(diagnostic => $"{diagnostic.Id} at {diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}")
            .Order(StringComparer.Ordinal);
        Assert.Equal(["PGM2003 at 10", "PGM4001 at 15", "PGM4003 at 9"], found);
    }

    [Fact]
    public async Task What_local_functions_do_in_turns_or_under_another_name_is_not_guessed()
    {
        const string Source = """
            using PageMove.Contracts;
            using PageMove.Pages;

            internal static class Turns
            {
                public static void InTurns([Requires(State.Locked)] Page page, int depth)
                {
                    Give(depth);
                    page.Lock();
                    page.Unlock();

                    void Give(int left)
                    {
                        page.Unlock();
                        if (left > 0)
                            Take(left - 1);
                    }

                    void Take(int left)
                    {
                        page.Lock();
                        Give(left);
                    }
                }

                public static void KnownByAnotherName([Requires(State.Locked)] Page page)
                {
                    Page same = page;
                    Outer();
                    page.Unlock();

                    void Outer()
                    {
                        page.Unlock();
                        Inner();
                    }

                    void Inner() => same.Lock();
                }

                public static void ExchangedByAnotherFunction([Requires(State.Locked)] Page page, [Requires(State.Locked)] Page other)
                {
                    page.Unlock();
                    Outer();
                    page.Unlock();

                    void Outer() => Exchange();

                    void Exchange() => page = other;
                }

                public static void RecursiveTurns([Requires(State.Locked)] Page page, int depth)
                {
                    Turn(depth);
                    if (depth % 2 == 0)
                        page.Unlock();

                    void Turn(int left)
                    {
                        if (left == 0)
                            return;
                        if (left % 2 == depth % 2)
                            page.Unlock();
                        else
                            page.Lock();
                        Turn(left - 1);
                    }
                }

                public static void FromFurtherInside([Requires(State.Locked)] Page page)
                {
                    Outer();
                    page.Unlock();

                    void Outer()
                    {
                        Inner();
                        page.Lock();

                        void Inner() => Finish();
                    }

                    void Finish() => page.Unlock();
                }
            }
            """;
        Assert.Empty(await AnalyzerDriver.AnalyzeAsync(Source));
    }

    [Fact]
    public async Task What_is_asked_too_late_among_top_level_statements_is_reported()
    {
        const string Source = """
            using PageMove.Pages;
            using PageArena arena = new(new PageArenaOptions { PageCount = 2 });
            Page page = arena.Allocate();
            System.Console.WriteLine(page.Mapping!.PageSize);
            if (page.Mapping is not null)
                page.MarkError();
            page.Release();
            page = arena.Allocate();
            page.Release();
            """;
        CSharpCompilation compilation = AnalyzerDriver.Compile(("Program.cs", SourceText.From(Source, System.Text.Encoding.UTF8)));
        compilation = compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication));
        Diagnostic found = Assert.Single(await AnalyzerDriver.AnalyzeAsync(compilation));
        Assert.Equal(("PGM4007", 3), (found.Id, found.Location.GetLineSpan().StartLinePosition.Line));
    }

    private static Func<MethodDeclarationSyntax, bool> Has<TNode>(Func<TNode, bool>? isOne = null)
        where TNode : SyntaxNode
        => method => method.DescendantNodes().OfType<TNode>().Any(isOne ?? (static _ => true));

    private static bool IsReported(MethodDeclarationSyntax method) => Expectation().IsMatch(method.ToString());

    /// <summary>Whether there is anything in the method that a rule could speak of, so that its silence says something.</summary>
    private static bool HandlesTracked(MethodDeclarationSyntax method) => Operation().IsMatch(method.ToString());

    private static bool TestsFlag(MethodDeclarationSyntax method)
    {
        HashSet<string> flags =
        [
            .. method.DescendantNodes().OfType<VariableDeclarationSyntax>()
                .Where(declaration => declaration.Type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.BoolKeyword })
                .SelectMany(declaration => declaration.Variables)
                .Select(variable => variable.Identifier.ValueText),
        ];
        return method.DescendantNodes().OfType<IfStatementSyntax>().Any(decision
            => decision.Condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => flags.Contains(name.Identifier.ValueText)));
    }

    /// <summary>The name of the type with which what is named is declared, as a parameter, a variable or a field; of a member access, what the corpus knows of the member.</summary>
    private static string? TypeOf(ExpressionSyntax expression)
    {
        if (expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AbortLock" })
            return "Lock";
        if (expression is not IdentifierNameSyntax { Identifier.ValueText: var name })
            return null;
        foreach (SyntaxNode scope in expression.Ancestors())
        {
            if (scope is BaseMethodDeclarationSyntax method && method.ParameterList.Parameters.FirstOrDefault(parameter => parameter.Identifier.ValueText == name) is { Type: { } type })
                return type.ToString();
            if (scope is TypeDeclarationSyntax declaring
                && declaring.Members.OfType<FieldDeclarationSyntax>().FirstOrDefault(field => field.Declaration.Variables.Any(variable => variable.Identifier.ValueText == name)) is { } field)
            {
                return field.Declaration.Type.ToString();
            }
        }

        return null;
    }

    /// <summary>Whether the method names a type of its own file.</summary>
    private static bool NamesType<TType>(MethodDeclarationSyntax method, Func<TType, bool> isOne)
        where TType : TypeDeclarationSyntax
    {
        HashSet<string> names = [.. method.SyntaxTree.GetRoot().DescendantNodes().OfType<TType>().Where(isOne).Select(type => type.Identifier.ValueText)];
        return method.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => names.Contains(name.Identifier.ValueText));
    }

    /// <summary>Whether the method calls a method of its own file that carries the attribute, or a parameter of which does.</summary>
    private static bool CallsMarked(MethodDeclarationSyntax method, string attribute)
    {
        HashSet<string> marked =
        [
            .. method.SyntaxTree.GetRoot().DescendantNodes().OfType<AttributeSyntax>()
                .Where(candidate => candidate.Name.ToString() == attribute)
                .Select(candidate => candidate.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.Identifier.ValueText)
                .OfType<string>(),
        ];
        return method.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Any(call => call.Expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => marked.Contains(name.Identifier.ValueText)));
    }

    [GeneratedRegex(@"//\s*PGM\d{4}")]
    private static partial Regex Expectation();

    [GeneratedRegex(@"\b(Lock|LockAsync|TryLock|Unlock|TryUnlock|Release|Dispose|using|TryTake|TakeAsync|TryFind|Allocate|TryAllocate|Confirm|TrySteal|Replace|TryAdd|Lend|Gift|TryGift|Rent|Return)\b")]
    private static partial Regex Operation();
}
