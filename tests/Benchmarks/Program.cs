using BenchmarkDotNet.Running;
using PageMove.Benchmarks;

if (args is ["quick"])
{
    var report = new Report(Console.Out);
    QuickMove.Print(report);
    await QuickAnalysis.PrintAsync(report);
    return;
}

if (args is ["proxy"])
{
    await QuickProxy.PrintAsync(new Report(Console.Out));
    return;
}

// In this process: a generated project would not restore under the solution's pinned versions.
string[] selection = args.Length == 0 ? ["--filter", "*"] : args;
BenchmarkSwitcher.FromAssembly(typeof(Report).Assembly).Run([.. selection, "--inProcess"]);
