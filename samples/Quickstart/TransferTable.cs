using System.Globalization;
using PageMove.Moving;
using PageMove.Requests;
using Spectre.Console;

namespace Quickstart;

/// <summary>Prints transfers as a table: moving and copying side by side for each size of page.</summary>
internal static class TransferTable
{
    private static readonly (string Header, Justify Alignment)[] Columns =
    [
        ("page", Justify.Left),
        ("how", Justify.Left),
        ("pages\nmoved", Justify.Right),
        ("pages\ncopied", Justify.Right),
        ("refused", Justify.Left),
        ("ns\na page", Justify.Right),
        ("bytes\nof heap", Justify.Right),
        ("readers\nsee", Justify.Left),
    ];

    /// <summary>Prints the table.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="results">The transfers, in the order of the rows.</param>
    /// <param name="digest">The file's SHA-256.</param>
    public static void Print(IAnsiConsole console, IReadOnlyList<TransferResult> results, byte[] digest)
    {
        // Fits a terminal of 80 columns.
        Table table = new Table().HorizontalBorder().BorderColor(Color.Grey);
        foreach ((string header, Justify alignment) in Columns)
            table.AddColumn(header, column => column.NoWrap().Padding(0, 2).Alignment(alignment));

        foreach (TransferResult result in results)
        {
            if (result.Move && table.Rows.Count > 0)
                table.AddEmptyRow();
            bool same = result.Digest.AsSpan().SequenceEqual(digest);
            table.AddRow(
                result.Move ? $"[bold]{PageSize(result.PageSize)}[/]" : "",
                result.Move ? "[green]move[/]" : "copy",
                Number(result.Statistics.Moved),
                Number(result.Statistics.Copied),
                Refusals(result.Statistics),
                double.IsNaN(result.Cost.NanosecondsAPage) ? "-" : Number(result.Cost.NanosecondsAPage),
                Number(result.Cost.AllocatedBytes),
                same ? "[green]the file[/]" : "[red]corrupt[/]");
        }

        table.Caption("Time is of whole pages, out of the pipe into the cache.");
        console.Write(table);
    }

    private static string PageSize(int bytes) => bytes >= 1024 * 1024 ? $"{bytes / (1024 * 1024)} MiB" : $"{bytes / 1024} KiB";

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Refusals(MoveStatistics statistics)
    {
        IEnumerable<string> reasons =
            from reason in Enum.GetValues<MoveRefusal>()
            where reason != MoveRefusal.None && statistics.Refused(reason) > 0
            select $"{Number(statistics.Refused(reason))} {Words(reason)}";
        return string.Join("\n", reasons.DefaultIfEmpty("none"));
    }

    // NotRequested: not requested.
    private static string Words(MoveRefusal reason) => string.Concat(
        reason.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? " " + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));
}
