using BenchmarkDotNet.Running;
using PageMove.Benchmarks;

if (args is ["quick"])
{
    var report = new Report(Console.Out);
    QuickMove.Print(report);
    await QuickAnalysis.PrintAsync(report);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Report).Assembly).Run(args);
