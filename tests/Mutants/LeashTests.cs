using System.Reflection;
using System.Runtime.Loader;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PageMove.Mutants;

/// <summary>A loop that never ends is ended, whatever kind it is of.</summary>
public sealed class LeashTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("while (true) ;")]
    [InlineData("do { } while (true);")]
    [InlineData("for (;;) { }")]
    [InlineData("foreach (int _ in Numbers()) { }")]
    [InlineData("foreach (var (_, _) in Pairs()) { }")]
    [InlineData("again: goto again;")]
    [InlineData("while (true) { try { while (true) { } } catch (System.Exception) { } }")]
    [InlineData("System.Threading.Tasks.Task.Run(() => { while (true) { } }).GetAwaiter().GetResult();")]
    public void A_loop_ends_when_the_leash_is_pulled(string body)
    {
        MethodInfo method = Compile(body);
        Leash leash = new();
        Exception? thrown = null;
        var thread = new Thread(() =>
        {
            leash.Hold();
            leash.Pull();
            thrown = Record.Exception(() => method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null));
        }) { IsBackground = true };
        thread.Start();

        Assert.True(thread.Join(Patience), "The loop still runs.");
        Assert.IsType<OperationCanceledException>(thrown);
    }

    [Fact]
    public void Until_then_it_runs_as_ever()
    {
        MethodInfo method = Compile("int sum = 0; for (int i = 0; i < 10; i++) { if (i == 3) continue; sum += i; } if (sum != 42) throw new System.InvalidOperationException(); ");

        new Leash().Hold();

        method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null);
    }

    private static MethodInfo Compile(string body)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText($$"""
            public static class Looping
            {
                public static void Run() { {{body}} }
                static System.Collections.Generic.IEnumerable<int> Numbers() { while (true) yield return 1; }
                static System.Collections.Generic.IEnumerable<(int, int)> Pairs() { while (true) yield return (1, 2); }
            }
            """);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Looping", [Leash.On(tree)], [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(Leash).Assembly.Location)], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using MemoryStream image = new();
        Assert.Empty(compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        image.Position = 0;
        return new AssemblyLoadContext(body).LoadFromStream(image).GetType("Looping")!.GetMethod("Run")!;
    }
}
