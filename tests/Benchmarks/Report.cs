using System.Globalization;

namespace PageMove.Benchmarks;

/// <summary>Prints figures as <c>name: value</c>, one a line, for people and for scripts.</summary>
internal sealed class Report(TextWriter output)
{
    /// <summary>Prints a measurement's median and how far its rounds lie apart.</summary>
    public void Print(string name, Measurement measurement)
    {
        Print(name, measurement.Median);
        Print(name + ".spread", measurement.Spread);
    }

    /// <summary>Prints one figure, with as many digits as mean something.</summary>
    public void Print(string name, double value) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {value:0.###}"));
}
