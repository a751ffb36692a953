using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PageMove.Analyzers.Contracts;

namespace Analyzers.Tests;

/// <summary>docs/protocols.md draws each protocol that the rules know as the rules know it.</summary>
public sealed class ProtocolDiagramTests
{
    private static readonly CSharpCompilation Compilation = AnalyzerDriver.Compile();

    private static readonly ProtocolModel Model = ProtocolModel.Create(Compilation, CancellationToken.None)!;

    [Fact]
    public void The_diagrams_are_those_of_the_contracts()
        => GeneratedSection.AssertFresh(Path.Combine("docs", "protocols.md"), "protocols", string.Concat(OfTheRuntime().Concat(OfLibraries())));

    [Fact]
    public void Each_protocol_of_the_runtime_and_each_table_is_drawn()
    {
        string text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "protocols.md"));

        Assert.Contains("## Page lock\n", text);
        Assert.All(ProtocolModel.Tables, table => Assert.Contains($"## {char.ToUpperInvariant(table.Name[0])}{table.Name[1..]}\n", text));
    }

    [Fact]
    public void A_transition_says_from_where_and_upon_which_result()
    {
        AttributeProtocol protocol = Assert.Single(
            Model.DeclaredProtocolsOf(Compilation.GetTypeByMetadataName("PageMove.Pages.Page")!), candidate => candidate.Automaton.Name == "page lock");
        INamedTypeSymbol page = Compilation.GetTypeByMetadataName("PageMove.Pages.Page")!;

        string drawn = new ProtocolDiagram(protocol, page).With([.. MembersOf(page), .. MembersOf(Compilation.GetTypeByMetadataName("PageMove.Requests.ReadRequest")!)]).ToMarkdown();

        Assert.DoesNotContain("new ReadRequest", drawn);
        Assert.Contains("Locked --> Unlocked : Unlock\n", drawn);
        Assert.Contains("TryLock is true", drawn);
        Assert.DoesNotContain("Untaken --> Unlocked", drawn);
        Assert.Contains("class Locked owed", drawn);
    }

    private static IEnumerable<string> OfTheRuntime()
    {
        IAssemblySymbol runtime = Compilation.SourceModule.ReferencedAssemblySymbols.Single(assembly => assembly.Name == "PageMove");
        INamedTypeSymbol[] types = [.. TypesIn(runtime.GlobalNamespace)];
        IMethodSymbol[] members = [.. types.SelectMany(MembersOf)];
        return from type in types
               from protocol in Model.DeclaredProtocolsOf(type)
               where protocol.IsDeclaredBy(type)
               select new ProtocolDiagram(protocol, type).With(members).ToMarkdown();
    }

    private static IEnumerable<string> OfLibraries()
    {
        foreach (ProtocolTable table in ProtocolModel.Tables)
        {
            TableProtocol protocol = TableProtocol.Bind(table, Compilation, new CalleeBodies(Compilation))!;
            INamedTypeSymbol owner = Compilation.GetTypeByMetadataName(table.OwnerMetadataName)!;
            yield return new ProtocolDiagram(protocol, owner).With(MembersOf(owner)).ToMarkdown();
        }
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceSymbol room)
        => room.GetTypeMembers().Where(type => type.DeclaredAccessibility == Accessibility.Public).OrderBy(type => type.Name, StringComparer.Ordinal)
            .Concat(room.GetNamespaceMembers().OrderBy(inner => inner.Name, StringComparer.Ordinal).SelectMany(TypesIn));

    private static IEnumerable<IMethodSymbol> MembersOf(INamedTypeSymbol type)
        => type.GetMembers().OfType<IMethodSymbol>().Where(member => member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected && !member.IsOverride);
}
