using System.Globalization;
using PageMove.Moving;
using Spectre.Console;

namespace Quickstart;

/// <summary>Prints transfers as a table: moving and copying side by side for each size of page.</summary>
internal static class TransferTable
{
    /// <summary>Prints the table.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="results">The transfers, in the order of the rows.</param>
    /// <param name="digest">The file's SHA-256.</param>
    public static void Print(IAnsiConsole console, IReadOnlyList<TransferResult> results, byte[] digest)
    {
        Table table = new Table().RoundedBorder().BorderColor(Color.Grey);
        table.AddColumn("page");
        table.AddColumn("how");
        foreach (string name in new[] { "pages", "moved", "copied" })
            table.AddColumn(name, column => column.RightAligned().NoWrap());
        table.AddColumn("refused", column => column.NoWrap());
        table.AddColumn("ns a page", column => column.RightAligned().NoWrap());
        table.AddColumn("allocated", column => column.RightAligned().NoWrap());
        table.AddColumn("readers see", column => column.NoWrap());

        foreach (TransferResult result in results)
        {
            if (result.Move && table.Rows.Count > 0)
                table.AddEmptyRow();
            bool same = result.Digest.AsSpan().SequenceEqual(digest);
            table.AddRow(
                result.Move ? $"[bold]{PageSize(result.PageSize)}[/]" : "",
                result.Move ? "[green]move[/]" : "copy",
                Number(result.Pages),
                Number(result.Statistics.Moved),
                Number(result.Statistics.Copied),
                Refusals(result.Statistics),
                Number(result.NanosecondsAPage),
                Number(result.AllocatedBytes) + " B",
                same ? "[green]the file[/]" : "[red]other bytes[/]");
        }

        console.Write(table);
    }

    private static string PageSize(int bytes) => bytes >= 1024 * 1024 ? $"{bytes / (1024 * 1024)} MiB" : $"{bytes / 1024} KiB";

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Refusals(MoveStatistics statistics)
    {
        IEnumerable<string> reasons =
            from reason in Enum.GetValues<MoveRefusal>()
            where reason != MoveRefusal.None && statistics.Refused(reason) > 0
            select $"{Number(statistics.Refused(reason))} {reason}";
        return string.Join("\n", reasons.DefaultIfEmpty("none"));
    }
}
