using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PageMove.Mutants;

/// <summary>Compiles one corpus file, perhaps changed.</summary>
internal static class CorpusCompiler
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);
    private static readonly ImmutableArray<MetadataReference> References = [.. Net100.References.All, .. new[] { typeof(Pages.Page), typeof(Leash) }.Select(type => MetadataReference.CreateFromFile(type.Assembly.Location))];

    public static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(text, ParseOptions, path, System.Text.Encoding.UTF8);

    public static SyntaxTree TreeOf(string path, SyntaxNode root) => CSharpSyntaxTree.Create((CSharpSyntaxNode)root, ParseOptions, path, System.Text.Encoding.UTF8);

    public static CSharpCompilation Compile(SyntaxTree tree)
        => CSharpCompilation.Create("Mutants", [tree], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    public static IEnumerable<Diagnostic> ErrorsIn(CSharpCompilation compilation) => compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>The method that a diagnostic is about; <see langword="null"/> when it is about none.</summary>
    public static MethodDeclarationSyntax? MethodAt(Diagnostic diagnostic)
        => diagnostic.Location.SourceTree?.GetRoot().FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>();
}
