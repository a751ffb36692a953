using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using PageMove.Analyzers.Contracts;
using PageMove.Analyzers.Flow;

namespace Analyzers.Tests;

/// <summary>Code that is large or oddly shaped costs time in proportion, and never the host's stack.</summary>
[Collection(nameof(Alone))]
public sealed class ScalingTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    public static TheoryData<string> Shapes => [.. Generators.Keys];

    private static readonly Dictionary<string, Func<int, string>> Generators = new()
    {
        ["independent ifs over one object"] = count => OneObject(Repeat(count, i => $"if (flags[{i}]) array[{i}] = 1;")),
        ["an object in each of independent ifs"] = count => Method(
            Repeat(count, i => $"if (flags[{i}]) {{ byte[] a{i} = Pool.Rent(1); a{i}[0] = 1; Pool.Return(a{i}); }}")),
        ["ifs that each return"] = count => OneObject(Repeat(count, i => $"if (flags[{i}]) {{ Pool.Return(array); return; }}")),
        ["switch with a case each"] = count => OneObject("switch (flags.Length) {" + Repeat(count, i => $"case {i}: array[0] = {i % 256}; break;") + "}"),
        ["tests of as many variables"] = count => OneObject(
            Repeat(count, i => $"bool b{i} = flags[{i}];") + Repeat(count, i => $"if (b{i}) array[0] = 1; if (b{i}) array[1] = 1;")),
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Two_thousand_of_a_shape_are_analysed_in_seconds(string shape)
    {
        TimeSpan time = await MeasureAsync(Generators[shape](2000));
        output.WriteLine($"{shape}: {time.TotalMilliseconds:F1} ms");
        Assert.True(time < Bound, $"2,000 took {time}.");
    }

    /// <summary>Bytes allocated say how much was done, and say the same on a busy machine.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void Ten_times_the_code_is_ten_times_the_work(string shape)
    {
        Work(Generators[shape](20));
        double ratio = (double)Work(Generators[shape](2000)) / Work(Generators[shape](200));
        output.WriteLine($"{shape}: {ratio:F2}");
        Assert.InRange(ratio, 5, 13);
    }

    [Fact]
    public async Task Thirty_nested_try_finally_are_analysed()
    {
        StringBuilder source = new();
        for (int i = 0; i < 30; i++)
            source.Append("try { if (flags[").Append(i).Append("]) return; ");
        source.Append("array[0] = 1;");
        for (int i = 0; i < 30; i++)
            source.Append("} finally { Console.WriteLine(").Append(i).Append("); }");
        TimeSpan time = await MeasureAsync(OneObject(source.ToString()));
        output.WriteLine($"{time.TotalMilliseconds:F1} ms");
        Assert.True(time < Bound, $"It took {time}.");
    }

    [Fact]
    public async Task A_sum_of_five_thousand_terms_does_not_overflow_the_stack()
        => await MeasureAsync(OneObject("Console.WriteLine(flags.Length" + Repeat(5000, i => $" + array[{i}]") + ");"));

    /// <summary>
    /// The processor's time for binding and analysis, which a busy machine does not stretch as it does the clock's. Nothing else may run in the process.
    /// </summary>
    private static async Task<TimeSpan> MeasureAsync(string source)
    {
        CSharpCompilation compilation = AnalyzerDriver.Compile(("Generated.cs", SourceText.From(source, Encoding.UTF8)));

        // The compiler's own nullable analysis would cost more than what is measured.
        compilation = compilation.WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable));
        TimeSpan before = Environment.CpuUsage.TotalTime;
        ImmutableArray<Diagnostic> diagnostics = await AnalyzerDriver.AnalyzeAsync(compilation);
        TimeSpan time = Environment.CpuUsage.TotalTime - before;
        Assert.Empty(diagnostics);
        return time;
    }

    private static long Work(string source)
    {
        CSharpCompilation compilation = AnalyzerDriver.Compile(("Generated.cs", SourceText.From(source, Encoding.UTF8)));
        SyntaxTree tree = compilation.SyntaxTrees[0];
        MethodDeclarationSyntax method = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Single();
        SemanticModel model = compilation.GetSemanticModel(tree);
        ControlFlowGraph graph = ControlFlowGraph.Create((IMethodBodyOperation)model.GetOperation(method)!);
        ProtocolModel protocols = ProtocolModel.Create(compilation, CancellationToken.None)!;

        long before = GC.GetAllocatedBytesForCurrentThread();
        FunctionGraph function = FunctionGraph.Create(graph, model.GetDeclaredSymbol(method), CancellationToken.None);
        GraphIndex index = new(function, static _ => false);
        foreach (Protocol protocol in protocols.ProtocolsIn(index.Calls))
            TypestateAnalysis.Run(index, protocol, breach => Assert.Fail("The code is right: " + breach), CancellationToken.None);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static string OneObject(string body) => Method("byte[] array = Pool.Rent(10000);" + body + "Pool.Return(array);");

    private static string Method(string body) => $$"""
        using System;
        using System.Buffers;
        static class Generated
        {
            static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Shared;
            public static void Run(bool[] flags) { {{body}} }
        }
        """;

    private static string Repeat(int count, Func<int, string> part) => string.Concat(Enumerable.Range(0, count).Select(part));
}
