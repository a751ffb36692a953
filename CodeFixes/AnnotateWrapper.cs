using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;
using PageMove.Analyzers.Rules;

namespace PageMove.CodeFixes;

/// <summary>PGM9009: writes down the contract that a wrapper keeps, so that its callers are checked.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AnnotateWrapper))]
public sealed class AnnotateWrapper : CodeFixProvider
{
    private const string Namespace = "PageMove.Contracts";

    private static readonly Regex Attributes = new(@"(?<name>\w+)\((?<arguments>[^)]*)\)", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(WrapperRules.NotAnnotated.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        async (context, document, diagnostics) => await FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            context.RegisterCodeFix(
                CodeAction.Create(
                    "State the contract",
                    cancellation => FixAsync(context.Document, ImmutableArray.Create(diagnostic), cancellation),
                    equivalenceKey: nameof(AnnotateWrapper)),
                diagnostic);
        }

        return Task.CompletedTask;
    }

    private static async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        DocumentEditor editor = await DocumentEditor.CreateAsync(document, cancellation).ConfigureAwait(false);
        INamedTypeSymbol? states = editor.SemanticModel.Compilation.GetTypeByMetadataName(Namespace + ".State");
        SyntaxTrivia endOfLine = editor.OriginalRoot.DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        foreach (Diagnostic diagnostic in diagnostics)
        {
            SyntaxNode place = editor.OriginalRoot.FindNode(diagnostic.Location.SourceSpan);
            if (!diagnostic.Properties.TryGetValue(WrapperAnalyzer.Contract, out string? text) || text is null)
                continue;
            AttributeListSyntax contract = SyntaxFactory.AttributeList(SyntaxFactory.SeparatedList(
                Attributes.Matches(text).Cast<Match>().Select(match => Attribute(match.Groups["name"].Value, match.Groups["arguments"].Value, states))));
            if (diagnostic.Properties.TryGetValue(WrapperAnalyzer.IsOfResult, out string? isOfResult) && isOfResult is not null)
            {
                if (place.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method)
                    editor.ReplaceNode(method, (current, _) => WithContract((MethodDeclarationSyntax)current, contract, endOfLine));
            }
            else if (place.FirstAncestorOrSelf<ParameterSyntax>() is { } parameter)
            {
                editor.ReplaceNode(parameter, (current, _) => WithContract((ParameterSyntax)current, contract));
            }
        }

        return editor.GetChangedDocument();
    }

    private static AttributeSyntax Attribute(string name, string arguments, INamedTypeSymbol? states)
    {
        IEnumerable<string> written = arguments.Split([", "], StringSplitOptions.None).Select(argument => argument.Split([" = "], StringSplitOptions.None) switch
        {
            [var state] => State(state, states),
            [var named, "true" or "false"] => argument,
            [var named, var state] => named + " = " + State(state, states),
            _ => argument,
        });
        return SyntaxFactory.Attribute(
            SyntaxFactory.ParseName("global::" + Namespace + "." + name).WithAdditionalAnnotations(Simplifier.Annotation),
            WithShortNames(SyntaxFactory.ParseAttributeArgumentList("(" + string.Join(", ", written) + ")")!));
    }

    private static string State(string name, INamedTypeSymbol? states)
        => states?.GetMembers(name).OfType<IFieldSymbol>().Any(field => field.ConstantValue is string value && value == name) == true
            ? "global::" + Namespace + ".State." + name
            : SymbolDisplay.FormatLiteral(name, quote: true);

    private static AttributeArgumentListSyntax WithShortNames(AttributeArgumentListSyntax arguments)
        => arguments.ReplaceNodes(
            arguments.Arguments.Select(argument => argument.Expression).OfType<MemberAccessExpressionSyntax>(),
            static (_, state) => state.WithAdditionalAnnotations(Simplifier.Annotation));

    private static ParameterSyntax WithContract(ParameterSyntax parameter, AttributeListSyntax contract)
        => parameter
            .WithLeadingTrivia()
            .WithAttributeLists(parameter.WithLeadingTrivia().AttributeLists.Insert(0, contract.WithTrailingTrivia(SyntaxFactory.Space)))
            .WithLeadingTrivia(parameter.GetLeadingTrivia());

    private static MethodDeclarationSyntax WithContract(MethodDeclarationSyntax method, AttributeListSyntax contract, SyntaxTrivia endOfLine)
    {
        AttributeListSyntax ofResult = contract
            .WithTarget(SyntaxFactory.AttributeTargetSpecifier(SyntaxFactory.Token(SyntaxKind.ReturnKeyword), SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space)))
            .WithTrailingTrivia(endOfLine);
        SyntaxTriviaList indentation = new(method.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse());
        MethodDeclarationSyntax bare = method.WithLeadingTrivia(indentation);
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, ofResult.WithLeadingTrivia(method.GetLeadingTrivia())));
    }
}
