using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PageMove.Mutants.Rewrites;

/// <summary>A corpus file all of whose methods are rewritten. A method whose rewritten form does not compile is left as it was.</summary>
internal sealed class RewrittenFile
{
    private RewrittenFile(CSharpCompilation compilation, IReadOnlyDictionary<string, MethodDeclarationSyntax> methods, int left)
    {
        Compilation = compilation;
        Methods = methods;
        Left = left;
    }

    public CSharpCompilation Compilation { get; }

    /// <summary>The methods that are rewritten, by their names.</summary>
    public IReadOnlyDictionary<string, MethodDeclarationSyntax> Methods { get; }

    /// <summary>How many methods are left as they were.</summary>
    public int Left { get; }

    /// <summary>Rewrites a file.</summary>
    /// <exception cref="InvalidOperationException">What does not compile is in no method that was rewritten.</exception>
    public static RewrittenFile Of(SyntaxTree file, Rewrite rewrite)
    {
        var methods = new Dictionary<string, MethodDeclarationSyntax>(StringComparer.Ordinal);
        foreach (MethodDeclarationSyntax method in MethodsOf(file))
        {
            if (rewrite.VisitMethodDeclaration(method) is MethodDeclarationSyntax rewritten && rewritten != method)
                methods.Add(NameOf(method), rewritten);
        }

        int all = methods.Count;
        while (true)
        {
            // As text, it is what somebody could have written.
            SyntaxNode root = file.GetRoot().ReplaceNodes(MethodsOf(file), (original, _) => methods.GetValueOrDefault(NameOf(original), original));
            CSharpCompilation compilation = CorpusCompiler.Compile(CorpusCompiler.Parse(file.FilePath, root.ToFullString()));
            Diagnostic[] errors = [.. CorpusCompiler.ErrorsIn(compilation)];
            if (errors is [])
                return new RewrittenFile(compilation, methods, all - methods.Count);

            int compiled = methods.Count;
            foreach (MethodDeclarationSyntax broken in errors.Select(CorpusCompiler.MethodAt).OfType<MethodDeclarationSyntax>())
                methods.Remove(NameOf(broken));
            if (methods.Count == compiled)
                throw new InvalidOperationException($"{file.FilePath} does not compile after {rewrite.GetType().Name}: {errors[0]}");
        }
    }

    /// <summary>A method's name with its type's, which no other method of a corpus file has.</summary>
    public static string NameOf(MethodDeclarationSyntax method) => $"{(method.Parent as TypeDeclarationSyntax)?.Identifier.ValueText}.{method.Identifier.ValueText}";

    private static IEnumerable<MethodDeclarationSyntax> MethodsOf(SyntaxTree file)
        => file.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Where(method => method.Body is not null || method.ExpressionBody is not null);
}
