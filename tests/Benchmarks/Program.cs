using System.Globalization;
using BenchmarkDotNet.Running;
using PageMove.Benchmarks;

// quick [name ...]: all the tables, or those named.
if (args is ["quick", .. string[] names])
{
    var report = new Report(Console.Out);
    if (IsWanted("move"))
        QuickMove.Print(report);
    if (IsWanted("bare"))
        QuickBareMove.Print(report);
    if (IsWanted("fill"))
        await QuickFill.PrintAsync(report);
    if (IsWanted("hit"))
        QuickHits.Print(report);
    if (IsWanted("rate"))
        QuickHitRate.Print(report);
    if (IsWanted("gen2"))
        QuickCollection.Print(report);
    if (IsWanted("analysis"))
        await QuickAnalysis.PrintAsync(report);
    if (IsWanted("analysis") || IsWanted("analysis.edit"))
        await QuickEditing.PrintAsync(report);
    if (IsWanted("analysis") || IsWanted("analysis.projects"))
        await QuickProjects.PrintAsync(report);
    return 0;

    bool IsWanted(string name) => names is [] || names.Contains(name);
}

if (args is ["proxy"])
{
    await QuickProxy.PrintAsync(new Report(Console.Out));
    return 0;
}

// robust [lines] [folder ...]: damaged code, of the folders or of all that is at hand.
if (args is ["robust", .. string[] extent])
{
    int lines = extent is [string count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 1_000_000;
    return await DamagedCode.PrintAsync(new Report(Console.Out), lines, [.. extent.Skip(1)]) ? 0 : 1;
}

// solo NAME SECONDS: one table's own side, for a profiler.
if (args is ["solo", ..])
{
    if (args is not [_, string solo, string seconds] || !Solo.Names.Contains(solo) || !double.TryParse(seconds, CultureInfo.InvariantCulture, out double duration))
    {
        await Console.Error.WriteLineAsync($"solo wants one of {string.Join(", ", Solo.Names)}, and seconds.");
        Environment.ExitCode = 2;
        return 0;
    }

    await Solo.RunAsync(solo, TimeSpan.FromSeconds(duration));
    return 0;
}

// In this process: a generated project would not restore under the solution's pinned versions.
string[] selection = args.Length == 0 ? ["--filter", "*"] : args;
BenchmarkSwitcher.FromAssembly(typeof(Report).Assembly).Run([.. selection, "--inProcess"]);
return 0;
