using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PageMove.Analyzers.Rules;

namespace PageMove.Mutants;

/// <summary>
/// The mutants of one corpus file: each stands as a method of its own beside the one that it comes from, so that a file is compiled and analysed once for all of them.
/// </summary>
internal sealed class CorpusMutants
{
    // How the runtime answers to a number that nobody may pass.
    private const string ArgumentFailure = nameof(ArgumentOutOfRangeException);

    private readonly string _path;
    private readonly SyntaxNode _root;
    private readonly List<Candidate> _candidates = [];

    // An original is tried once for all its mutants.
    private readonly Dictionary<(MethodInfo Original, Circumstances Circumstances, Arrival Arrival), Outcome?> _originals = [];

    private CorpusMutants(string path, string text)
    {
        _path = path;
        SyntaxTree tree = CorpusCompiler.Parse(path, text);
        _root = tree.GetRoot();
        SemanticModel semantics = CorpusCompiler.Compile(tree).GetSemanticModel(tree);
        foreach (MethodDeclarationSyntax method in _root.DescendantNodes().OfType<MethodDeclarationSyntax>().Where(CanBeCopied))
        {
            int number = 0;
            foreach (Mutation mutation in Mutation.Of(method, call => IsProtocolCall(semantics.GetSymbolInfo(call).Symbol as IMethodSymbol)))
                _candidates.Add(new Candidate(method, mutation, $"{method.Identifier.ValueText}__{number++}_{mutation.Kind}"));
        }
    }

    /// <summary>Judges every mutant of a file that compiles, that can be run, and that a run shows to be wrong.</summary>
    public static async Task<IReadOnlyList<WrongMutant>> JudgeAsync(string path)
    {
        var file = new CorpusMutants(path, await File.ReadAllTextAsync(path));
        return file._candidates.Count == 0 ? [] : await file.JudgeAsync();
    }

    private async Task<IReadOnlyList<WrongMutant>> JudgeAsync()
    {
        CSharpCompilation compilation = WithMutants(_candidates);
        var broken = new HashSet<string>(CorpusCompiler.ErrorsIn(compilation).Select(MethodAt).OfType<string>(), StringComparer.Ordinal);
        Candidate[] compiling = [.. _candidates.Where(candidate => !broken.Contains(candidate.Name))];
        compilation = WithMutants(compiling);

        using var image = new MemoryStream();
        var emitted = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], Leash.On(compilation.SyntaxTrees[0])).Emit(image);
        if (!emitted.Success)
            throw new InvalidOperationException($"{_path} does not compile: {emitted.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}");
        image.Position = 0;
        Assembly assembly = new AssemblyLoadContext(_path).LoadFromStream(image);

        ImmutableArray<Diagnostic> diagnostics = await compilation.WithAnalyzers([new ProtocolAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        ILookup<string?, string> found = diagnostics.ToLookup(MethodAt, diagnostic => diagnostic.Id);
        List<WrongMutant> mutants = [];
        foreach (Candidate candidate in compiling)
        {
            if (found.Contains(candidate.Method.Identifier.ValueText) || WhatIsWrong(assembly, candidate) is not { } wrong)
                continue;
            IEnumerable<string> rules = MentionsField(candidate.Method) ? await FindAloneAsync(candidate) : found[candidate.Name];
            mutants.Add(new WrongMutant(Path.GetFileName(_path), candidate.Name, candidate.Mutation.Kind, candidate.Mutation.Statement.ToString().ReplaceLineEndings(" "), wrong, string.Join(' ', rules.Distinct())));
        }

        return mutants;
    }

    /// <summary>What is found of a mutant that has taken its original's place: what the other members do to a field tells what this one may do, and one mistake is made at a time.</summary>
    private async Task<IEnumerable<string>> FindAloneAsync(Candidate candidate)
    {
        string name = candidate.Method.Identifier.ValueText;
        SyntaxNode root = _root.ReplaceNode(candidate.Method, candidate.Mutation.Apply(candidate.Method, name));
        CSharpCompilation compilation = Compile(CSharpSyntaxTree.Create((CSharpSyntaxNode)root, ParseOptions, _path, System.Text.Encoding.UTF8));
        return (await compilation.WithAnalyzers([new ProtocolAnalyzer()]).GetAnalyzerDiagnosticsAsync()).Where(diagnostic => MethodAt(diagnostic) == name).Select(diagnostic => diagnostic.Id);
    }

    private static bool MentionsField(MethodDeclarationSyntax method)
    {
        HashSet<string> fields = [.. ((TypeDeclarationSyntax)method.Parent!).Members.OfType<FieldDeclarationSyntax>().SelectMany(field => field.Declaration.Variables).Select(field => field.Identifier.ValueText)];
        return method.Body!.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => fields.Contains(name.Identifier.ValueText));
    }

    private CSharpCompilation WithMutants(IEnumerable<Candidate> candidates)
    {
        ILookup<MethodDeclarationSyntax, Candidate> byMethod = candidates.ToLookup(candidate => candidate.Method);
        SyntaxNode root = _root.ReplaceNodes(
            byMethod.Select(group => (TypeDeclarationSyntax)group.Key.Parent!).Distinct(),
            (original, rewritten) => rewritten.AddMembers([.. original.Members.OfType<MethodDeclarationSyntax>().SelectMany(method => byMethod[method].Select(candidate => candidate.Mutation.Apply(method, candidate.Name)))]));
        return CorpusCompiler.Compile(CorpusCompiler.TreeOf(_path, root));
    }

    private static string? MethodAt(Diagnostic diagnostic) => CorpusCompiler.MethodAt(diagnostic)?.Identifier.ValueText;

    private string? WhatIsWrong(Assembly assembly, Candidate candidate)
    {
        if (MethodNamed(assembly, candidate, candidate.Method.Identifier.ValueText) is not { } original || MethodNamed(assembly, candidate, candidate.Name) is not { } mutant)
            return null;

        foreach (Circumstances circumstances in Circumstances.Of(original))
        {
            if (TryOriginal(original, circumstances) is not { Failure: null } right)
                continue;
            if (Trial.Run(mutant, circumstances)?.WrongBeside(right) is { } wrong)
                return IsRightForAnotherContract(original, mutant) ? null : wrong;
        }

        return null;
    }

    /// <summary>
    /// Whether callers that the original does not expect would be served well: a method that unlocks what it has not locked is right where its argument arrives locked, and no contract says that it
    /// does not. Of two pages or buffers one may arrive so and the other not: no contract ties one argument to another. Nor does one say that a delegate ever runs the
    /// action that it is given, in which state something arrives that the method hands out, or for how many references to its argument the caller answers afterwards: a method that takes a reference
    /// and gives none back is right for a caller who wants one. Of what the original cannot be called with, nothing is asked of the mutant either.
    /// </summary>
    private bool IsRightForAnotherContract(MethodInfo original, MethodInfo mutant)
    {
        (Circumstances Circumstances, Outcome? Right)[] expected = [.. Circumstances.Of(original).Select(circumstances => (circumstances, TryOriginal(original, circumstances))).Where(one => one.Item2 is not { Failure: ArgumentFailure })];
        return Arrival.Others(original).Any(arrival => expected.All(one => IsAsRight(Trial.Run(mutant, one.Circumstances, arrival), one.Right, arrival)) && IsWorse(original, mutant, [.. expected.Select(one => one.Circumstances)], arrival));
    }

    /// <summary>Whether the original is not for such callers: it fails them, or leaves more behind than the mutant does, and never less.</summary>
    private bool IsWorse(MethodInfo original, MethodInfo mutant, Circumstances[] expected, Arrival arrival)
    {
        if (expected.Any(circumstances => TryOriginal(original, circumstances, arrival) is not { Failure: null }))
            return true;
        int[] left = [.. expected.Select(circumstances => TryOriginal(original, circumstances, arrival)!.Value.References - Trial.Run(mutant, circumstances, arrival)!.Value.References)];
        return left.All(more => more >= 0) && left.Any(more => more > 0);
    }

    private Outcome? TryOriginal(MethodInfo original, Circumstances circumstances, Arrival arrival = default)
    {
        if (!_originals.TryGetValue((original, circumstances, arrival), out Outcome? outcome))
            _originals.Add((original, circumstances, arrival), outcome = Trial.Run(original, circumstances, arrival));
        return outcome;
    }

    /// <summary>Whether the mutant goes well, and leaves no more behind than the original does for the callers that it expects.</summary>
    private static bool IsAsRight(Outcome? outcome, Outcome? right, Arrival arrival)
        => outcome is { Failure: null } good
            && (right is not { Failure: null } expected
                || !Equals(good.Result, expected.Result)
                || (good.References <= expected.References && ((arrival is { IsLocked: true, OnlyOne: null }) || good.Locks <= expected.Locks)));

    private static MethodInfo? MethodNamed(Assembly assembly, Candidate candidate, string name)
    {
        string typeName = string.Join('+', candidate.Method.Ancestors().OfType<TypeDeclarationSyntax>().Reverse().Select(type => type.Identifier.ValueText));
        string space = candidate.Method.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().First().Name.ToString();
        return assembly.GetType($"{space}.{typeName}")?.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .SingleOrDefault(method => method.Name == name && !method.ContainsGenericParameters && !method.GetParameters().Any(parameter => parameter.ParameterType.IsByRefLike));
    }

    private static bool CanBeCopied(MethodDeclarationSyntax method)
        => method is { Body: not null, ExplicitInterfaceSpecifier: null, Parent: ClassDeclarationSyntax or StructDeclarationSyntax }
            && !method.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.OverrideKeyword or SyntaxKind.PartialKeyword or SyntaxKind.AbstractKeyword)
            && !method.Identifier.ValueText.EndsWith("Bad", StringComparison.Ordinal)
            && method.Parent is TypeDeclarationSyntax type
            && type.Members.OfType<MethodDeclarationSyntax>().Count(other => other.Identifier.ValueText == method.Identifier.ValueText) == 1;

    private static bool IsProtocolCall(IMethodSymbol? method)
        => method is not null
            && method.ContainingAssembly?.Name == "PageMove"
            && (HasContract(method.GetAttributes()) || method.Parameters.Any(parameter => HasContract(parameter.GetAttributes())));

    private static bool HasContract(ImmutableArray<AttributeData> attributes)
        => attributes.Any(attribute => attribute.AttributeClass?.Name is nameof(Contracts.RequiresAttribute) or nameof(Contracts.ProducesAttribute) or nameof(Contracts.TransfersAttribute) or nameof(Contracts.BalancedAttribute) or nameof(Contracts.ReplacesAttribute));

    private sealed record Candidate(MethodDeclarationSyntax Method, Mutation Mutation, string Name);
}
