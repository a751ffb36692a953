using System.Collections.Immutable;
using System.IO.Compression;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Squiggle = Microsoft.CodeAnalysis.Diagnostic;

namespace PageMove.PackageTests;

/// <summary>
/// A project with one open document, as an editor holds it: in a workspace, with the analyzers and code fixes that stand in the package's folder for them.
/// </summary>
internal sealed class Editor : IDisposable
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly string[] Assemblies = ["PageMove.Analyzers.dll", "PageMove.CodeFixes.dll"];

    private readonly TemporaryFolder _folder = new();
    private readonly AdhocWorkspace _workspace = new();
    private readonly DocumentId _document;
    private readonly ImmutableArray<DiagnosticAnalyzer> _analyzers;
    private readonly IReadOnlyList<CodeFixProvider> _fixes;

    /// <summary>Opens an empty document.</summary>
    /// <param name="packages">Where the analyzers, the code fixes and the runtime come from.</param>
    public Editor(InstalledPackages packages)
    {
        Extract(packages.Package("PageMove.Analyzers"), "analyzers/dotnet/cs/");
        Extract(packages.Package("PageMove"), "lib/net10.0/");
        AnalyzerFileReference[] references = [.. Assemblies.Select(name => new AnalyzerFileReference(_folder[name], new Loader(_folder.Path)))];
        _analyzers = [.. references.SelectMany(reference => reference.GetAnalyzers(LanguageNames.CSharp))];
        _fixes = [.. from type in references[1].GetAssembly().GetTypes()
                     where type.GetCustomAttributesData().Any(attribute => attribute.AttributeType.Name == nameof(ExportCodeFixProviderAttribute))
                     select (CodeFixProvider)Activator.CreateInstance(type)!];

        ProjectId project = ProjectId.CreateNewId();
        _document = DocumentId.CreateNewId(project);
        _workspace.AddProject(ProjectInfo.Create(
            project,
            VersionStamp.Create(),
            "Edited",
            "Edited",
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable),
            parseOptions: new CSharpParseOptions(LanguageVersion.CSharp14),
            metadataReferences: [.. Net100.References.All, MetadataReference.CreateFromFile(_folder["PageMove.dll"])],
            analyzerReferences: references));
        _workspace.AddDocument(project, "Usings.cs", SourceText.From(ImplicitUsings, Encoding.UTF8));
        _workspace.TryApplyChanges(_workspace.CurrentSolution.AddDocument(_document, "Edited.cs", SourceText.From(string.Empty, Encoding.UTF8)));
    }

    /// <summary>The analyzers that the package has.</summary>
    public int Analyzers => _analyzers.Length;

    /// <summary>The code fixes that the package has.</summary>
    public int Fixes => _fixes.Count;

    private Document Document => _workspace.CurrentSolution.GetDocument(_document)!;

    /// <summary>The document's text.</summary>
    public async Task<SourceText> TextAsync() => await Document.GetTextAsync();

    /// <summary>Replaces a part of the text.</summary>
    public async Task EditAsync(TextSpan span, string text)
    {
        SourceText edited = (await TextAsync()).WithChanges(new TextChange(span, text));
        if (!_workspace.TryApplyChanges(_workspace.CurrentSolution.WithDocumentText(_document, edited)))
            throw new InvalidOperationException("The workspace did not take the edit.");
    }

    /// <summary>What stands under squiggles: the document's diagnostics, asked for as an editor does, of this document alone.</summary>
    public async Task<ImmutableArray<Squiggle>> SquigglesAsync()
    {
        SyntaxTree tree = (await Document.GetSyntaxTreeAsync())!;
        return await SquigglesAsync((await Document.Project.GetCompilationAsync())!, tree, _analyzers);
    }

    /// <summary>The same of a new compilation, by analyzers that have seen no edit.</summary>
    public async Task<ImmutableArray<Squiggle>> FreshSquigglesAsync()
    {
        CSharpCompilation edited = (CSharpCompilation)(await Document.Project.GetCompilationAsync())!;
        SyntaxTree[] trees = [.. edited.SyntaxTrees.Select(tree => CSharpSyntaxTree.ParseText(SourceText.From(tree.ToString(), Encoding.UTF8), (CSharpParseOptions)tree.Options, tree.FilePath))];
        int document = edited.SyntaxTrees.IndexOf((await Document.GetSyntaxTreeAsync())!);
        return await SquigglesAsync(CSharpCompilation.Create(edited.AssemblyName, trees, edited.References, edited.Options), trees[document], [.. _analyzers.Select(analyzer => (DiagnosticAnalyzer)Activator.CreateInstance(analyzer.GetType())!)]);
    }

    /// <summary>Asks every code fix that is for the squiggle's rule, and looks at what each would change.</summary>
    /// <returns>The texts that the fixes would make of the document.</returns>
    public async Task<IReadOnlyList<string>> PreviewFixesAsync(Squiggle squiggle)
    {
        List<CodeAction> actions = [];
        foreach (CodeFixProvider fix in _fixes.Where(fix => fix.FixableDiagnosticIds.Contains(squiggle.Id)))
            await fix.RegisterCodeFixesAsync(new CodeFixContext(Document, squiggle, (action, _) => actions.Add(action), CancellationToken.None));

        List<string> previews = [];
        foreach (CodeAction action in actions)
        {
            ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None);
            Solution changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
            previews.Add((await changed.GetDocument(_document)!.GetTextAsync()).ToString());
        }

        return previews;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Dispose();
    }

    private async Task<ImmutableArray<Squiggle>> SquigglesAsync(Compilation compilation, SyntaxTree tree, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        // An exception of an analyzer becomes a diagnostic (AD0001), as it does in an editor.
        CompilationWithAnalyzers analysis = compilation.WithAnalyzers(analyzers, Document.Project.AnalyzerOptions);
        ImmutableArray<Squiggle> syntax = await analysis.GetAnalyzerSyntaxDiagnosticsAsync(tree, CancellationToken.None);
        ImmutableArray<Squiggle> semantic = await analysis.GetAnalyzerSemanticDiagnosticsAsync(analysis.Compilation.GetSemanticModel(tree), filterSpan: null, CancellationToken.None);
        return syntax.AddRange(semantic);
    }

    private void Extract(string package, string folder)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => entry.FullName.StartsWith(folder, StringComparison.Ordinal)))
            entry.ExtractToFile(_folder[entry.Name]);
    }

    /// <summary>Loads the package's assemblies beside the host's, each once, and what they refer to from the host.</summary>
    private sealed class Loader(string folder) : IAnalyzerAssemblyLoader
    {
        private static readonly Dictionary<string, AssemblyLoadContext> Contexts = [];

        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath)
        {
            lock (Contexts)
            {
                if (!Contexts.TryGetValue(folder, out AssemblyLoadContext? context))
                {
                    Contexts.Add(folder, context = new AssemblyLoadContext(folder));
                    context.Resolving += (loading, name) =>
                        File.Exists(Path.Combine(folder, name.Name + ".dll")) ? Load(loading, Path.Combine(folder, name.Name + ".dll")) : null;
                }

                return Load(context, fullPath);
            }
        }

        // From memory: the folder is deleted while the assembly is still in use.
        private static Assembly Load(AssemblyLoadContext context, string path)
            => context.Assemblies.FirstOrDefault(loaded => loaded.GetName().Name == Path.GetFileNameWithoutExtension(path))
                ?? context.LoadFromStream(new MemoryStream(File.ReadAllBytes(path)));
    }
}
