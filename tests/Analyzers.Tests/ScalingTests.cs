using System.Diagnostics;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using PageMove.Analyzers.Contracts;
using PageMove.Analyzers.Flow;
using PageMove.Analyzers.Rules;

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
        ["an object after the other in a row"] = count => Method(Repeat(count, i => $"byte[] a{i} = Pool.Rent(1); a{i}[0] = 1; Pool.Return(a{i});")),
        ["an object after the other in one variable"] = count => Method("byte[] array;" + Repeat(count, _ => "array = Pool.Rent(1); array[0] = 1; Pool.Return(array);")),
        ["an object in each of as many try/finally"] = count => Method(Repeat(count, i => $"byte[] a{i} = Pool.Rent(1); try {{ Console.WriteLine(flags[{i}]); }} finally {{ Pool.Return(a{i}); }}")),
        ["loops over one object"] = count => OneObject(Repeat(count, i => $"for (int i{i} = 0; i{i} < flags.Length; i{i}++) array[i{i}] = 1;")),
        ["ifs that each return"] = count => OneObject(Repeat(count, i => $"if (flags[{i}]) {{ Pool.Return(array); return; }}")),
        ["switch with a case each"] = count => OneObject("switch (flags.Length) {" + Repeat(count, i => $"case {i}: array[0] = {i % 256}; break;") + "}"),
        ["switch with a call of the protocol each"] = count => Method(
            "byte[]? array = null; switch (flags.Length) {" + Repeat(count, i => $"case {i}: array = Pool.Rent({i}); break;") + "} if (array is not null) Pool.Return(array);"),
        ["switch expression with an arm each"] = count => OneObject(
            "array[0] = flags.Length switch {" + Repeat(count, i => $"{i} => (byte){i % 256},") + "_ => (byte)0 };"),
        ["switch expression with a call of the protocol each"] = count => Method(
            "byte[] array = flags.Length switch {" + Repeat(count, i => $"{i} => Pool.Rent({i}),") + "_ => Pool.Rent(1) }; array[0] = 1; Pool.Return(array);"),
        ["lines that have nothing to do with it"] = count => OneObject(Repeat(count, i => $"int v{i} = flags.Length + {i};\nConsole.WriteLine(v{i});\narray[{i}] = 1;\n")),
        ["terms of a sum"] = count => OneObject("Console.WriteLine(flags.Length" + Repeat(count, i => $" + array[{i}]") + ");"),
        ["terms of a concatenation"] = count => OneObject("Console.WriteLine(\"\"" + Repeat(count, i => $" + array[{i}]") + ");"),
        ["tests of as many variables"] = count => OneObject(
            Repeat(count, i => $"bool b{i} = flags[{i}];") + Repeat(count, i => $"if (b{i}) array[0] = 1; if (b{i}) array[1] = 1;")),
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Two_thousand_of_a_shape_are_analysed_in_seconds(string shape)
    {
        TimeSpan time = await MeasureAsync(Generators[shape](2000));
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
        TimeSpan time = await MeasureAsync(OneObject(Nested(30, i => $"if (flags[{i}]) return; ")));
        Assert.True(time < Bound, $"It took {time}.");
    }

    [Fact]
    public void Try_finally_nested_twice_as_deep_is_twice_the_work()
    {
        Work(OneObject(Nested(30, _ => string.Empty)));
        double ratio = (double)Work(OneObject(Nested(60, _ => string.Empty))) / Work(OneObject(Nested(30, _ => string.Empty)));
        output.WriteLine($"{ratio:F2}");
        Assert.InRange(ratio, 1.5, 2.5);
    }

    /// <summary>Each of the returns goes through all the blocks around it, and each way through one is followed apart.</summary>
    [Fact]
    public void Returns_from_twice_as_deep_are_four_times_the_work()
    {
        Work(OneObject(Nested(15, i => $"if (flags[{i}]) return; ")));
        double ratio = (double)Work(OneObject(Nested(30, i => $"if (flags[{i}]) return; "))) / Work(OneObject(Nested(15, i => $"if (flags[{i}]) return; ")));
        output.WriteLine($"{ratio:F2}");
        Assert.InRange(ratio, 1.5, 5);
    }

    [Fact]
    public async Task A_sum_of_five_thousand_terms_does_not_overflow_the_stack()
        => await MeasureAsync(OneObject("Console.WriteLine(flags.Length" + Repeat(5000, i => $" + array[{i}]") + ");"));

    private static string Nested(int depth, Func<int, string> first)
        => Repeat(depth, i => "try { " + first(i)) + "array[0] = 1;" + Repeat(depth, i => $"}} finally {{ Console.WriteLine({i}); }}");

    /// <summary>What the driver books on the rules. The compiler's own diagnostics, which cost more than what is measured, are taken before.</summary>
    private async Task<TimeSpan> MeasureAsync(string source)
    {
        CSharpCompilation compilation = AnalyzerDriver.Compile(("Generated.cs", SourceText.From(source, Encoding.UTF8)));
        long start = Stopwatch.GetTimestamp();
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        TimeSpan compiler = Stopwatch.GetElapsedTime(start);

        DiagnosticAnalyzer rules = new ProtocolAnalyzer();
        AnalysisResult result = await compilation.WithAnalyzers([rules]).GetAnalysisResultAsync(CancellationToken.None);
        Assert.Empty(result.GetAllDiagnostics());
        TimeSpan time = result.AnalyzerTelemetryInfo[rules].ExecutionTime;
        output.WriteLine($"rules: {time.TotalMilliseconds:F1} ms, the compiler's diagnostics: {compiler.TotalMilliseconds:F1} ms");
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
