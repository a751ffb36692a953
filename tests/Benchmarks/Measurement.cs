namespace PageMove.Benchmarks;

/// <summary>One figure taken in several rounds, so that a disturbance of one round does not decide it.</summary>
internal sealed class Measurement
{
    private readonly List<double> _rounds = [];

    /// <summary>The middle one of the rounds.</summary>
    public double Median => At(0.5);

    /// <summary>How far the middle half of the rounds lies apart, as a part of the median: 0.05 means within about 5 %.</summary>
    public double Spread => (At(0.75) - At(0.25)) / Median;

    /// <summary>Adds a round's figure.</summary>
    public void Add(double value) => _rounds.Add(value);

    private double At(double quantile)
    {
        double[] sorted = [.. _rounds.Order()];
        return sorted[(int)(quantile * (sorted.Length - 1))];
    }
}
