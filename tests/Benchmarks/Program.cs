using System.Globalization;
using BenchmarkDotNet.Running;
using PageMove.Benchmarks;

// quick [name ...]: all the tables, or those named.
if (args is ["quick", .. string[] names])
{
    (string Name, Func<Report, Task> PrintAsync)[] tables =
    [
        ("move", Task (report) => Done(() => QuickMove.Print(report))),
        ("bare", Task (report) => Done(() => QuickBareMove.Print(report))),
        ("fill", QuickFill.PrintAsync),
        ("hit", Task (report) => Done(() => QuickHits.Print(report))),
        ("rate", Task (report) => Done(() => QuickHitRate.Print(report))),
        ("gen2", Task (report) => Done(() => QuickCollection.Print(report))),
        ("analysis", QuickAnalysis.PrintAsync),
        ("analysis.edit", QuickEditing.PrintAsync),
        ("analysis.projects", QuickProjects.PrintAsync),
    ];
    if (names.Except(tables.Select(table => table.Name)).FirstOrDefault() is { } unknown)
        return await RefuseAsync($"There is no table '{unknown}'; quick prints all, or those named of {string.Join(", ", tables.Select(table => table.Name))}.");

    var report = new Report(Console.Out);
    foreach ((string name, Func<Report, Task> printAsync) in tables)
    {
        if (names is [] || names.Any(wanted => name == wanted || name.StartsWith(wanted + ".", StringComparison.Ordinal)))
            await printAsync(report);
    }

    return 0;

    static Task Done(Action print)
    {
        print();
        return Task.CompletedTask;
    }
}

if (args is ["proxy"])
{
    await QuickProxy.PrintAsync(new Report(Console.Out));
    return 0;
}

// robust [lines] [folder ...]: damaged code, of the folders or of all that is at hand.
if (args is ["robust", .. string[] extent])
{
    int lines = 1_000_000;
    if (extent is [string count, ..] && !int.TryParse(count, CultureInfo.InvariantCulture, out lines))
        return await RefuseAsync($"robust wants a number of lines before the folders, and not '{count}'.");
    return await DamagedCode.PrintAsync(new Report(Console.Out), lines, [.. extent.Skip(1)]) ? 0 : 1;
}

// solo NAME SECONDS: one table's own side, for a profiler.
if (args is ["solo", ..])
{
    if (args is not [_, string solo, string seconds] || !Solo.Names.Contains(solo) || !double.TryParse(seconds, CultureInfo.InvariantCulture, out double duration))
    {
        return await RefuseAsync($"solo wants one of {string.Join(", ", Solo.Names)}, and seconds.");
    }

    await Solo.RunAsync(solo, TimeSpan.FromSeconds(duration));
    return 0;
}

// In this process: a generated project would not restore under the solution's pinned versions.
string[] selection = args.Length == 0 ? ["--filter", "*"] : args;
BenchmarkSwitcher.FromAssembly(typeof(Report).Assembly).Run([.. selection, "--inProcess"]);
return 0;

static async Task<int> RefuseAsync(string reason)
{
    await Console.Error.WriteLineAsync(reason);
    return 2;
}
