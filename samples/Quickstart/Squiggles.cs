using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Spectre.Console;

namespace Quickstart;

/// <summary>Prints a diagnostic as an editor shows it: the line, and what is wrong underlined.</summary>
internal static class Squiggles
{
    /// <summary>Prints the place, the message, and the source line with a caret and a wave under what is meant.</summary>
    public static void Print(IAnsiConsole console, Diagnostic diagnostic)
    {
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        string colour = diagnostic.Severity == DiagnosticSeverity.Error ? "red" : "yellow";
        string position = string.Create(CultureInfo.InvariantCulture,
            $"{place.Path}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1})");
        console.MarkupLineInterpolated($"[bold]{position}:[/] [{colour}]{Level(diagnostic)} {diagnostic.Id}:[/]");
        console.Write(new Padder(new Text(diagnostic.GetMessage(CultureInfo.InvariantCulture)), new Padding(left: 4, top: 0, right: 0, bottom: 0)));
        if (diagnostic.Location.SourceTree is { } tree)
            PrintSource(console, tree.GetText(), diagnostic.Location.SourceSpan, colour);
        console.WriteLine();
    }

    private static string Level(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning";

    private static void PrintSource(IAnsiConsole console, SourceText text, TextSpan span, string colour)
    {
        TextLine line = text.Lines.GetLineFromPosition(span.Start);
        string number = (line.LineNumber + 1).ToString(CultureInfo.InvariantCulture).PadLeft(8);
        int column = span.Start - line.Start;
        int length = Math.Max(1, Math.Min(span.End, line.End) - span.Start);

        console.MarkupLineInterpolated($"[grey]{number} |[/] {line.ToString()}");
        console.MarkupLineInterpolated($"[grey]{"|",10}[/] {new string(' ', column)}[{colour}]^{new string('~', length - 1)}[/]");
    }
}
