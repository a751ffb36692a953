using System.Globalization;

namespace PageMove.Soak;

/// <summary>Figures as <c>name: value</c>, one a line.</summary>
internal static class Figures
{
    /// <summary>Writes one of them.</summary>
    internal static void WriteFigure(this TextWriter writer, string name, double value) =>
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {value:0.#}"));
}
