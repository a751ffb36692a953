using BenchmarkDotNet.Running;
using PageMove.Benchmarks;

if (args is ["quick"])
{
    var report = new Report(Console.Out);
    await QuickAnalysis.PrintAsync(report);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Report).Assembly).Run(args);
