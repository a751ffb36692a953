using Microsoft.CodeAnalysis.Diagnostics;
using PageMove.Analyzers.Contracts;

namespace Analyzers.Tests;

/// <summary>The option that names a project's own blocking methods.</summary>
public sealed class BlockingMethodsTests
{
    private static readonly Microsoft.CodeAnalysis.CSharp.CSharpCompilation Compilation = AnalyzerDriver.Compile(
        ("Disk.cs", Microsoft.CodeAnalysis.Text.SourceText.From("namespace Acme; public class Disk<T> { public void Flush() { } public int Size => 0; }", System.Text.Encoding.UTF8)));

    [Theory]
    [InlineData("Acme.Disk.Flush", true)]
    [InlineData(" Acme.Clock.Tick ,Acme.Disk.Flush", true)]
    [InlineData("Acme.Disk.Size", false)]
    [InlineData("Flush", false)]
    [InlineData("Acme.Disk.Flush()", false)]
    [InlineData("Acme..Flush, ,;Acme.Disk.Flush", false)]
    [InlineData("", false)]
    public void An_entry_counts_when_it_is_the_full_name_of_a_method(string option, bool expected)
    {
        var disk = Compilation.GetTypeByMetadataName("Acme.Disk`1")!;
        var flush = (Microsoft.CodeAnalysis.IMethodSymbol)disk.GetMembers("Flush").Single();

        Assert.Equal(expected, BlockingMethods.In(Naming(option)).Contains(flush));
    }

    [Fact]
    public void A_malformed_entry_does_not_spoil_the_others_or_the_known_ones()
    {
        var sleep = (Microsoft.CodeAnalysis.IMethodSymbol)Compilation.GetTypeByMetadataName("System.Threading.Thread")!.GetMembers("Sleep").First();

        Assert.True(BlockingMethods.In(Naming("1.2.3, Acme.Disk.Flush")).Contains(sleep));
    }

    private static AnalyzerConfigOptions Naming(string methods) => new ProjectOptions((BlockingMethods.Option, methods)).GlobalOptions;
}
