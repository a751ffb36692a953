namespace PageMove.Analyzers.Flow;

/// <summary>
/// Lets straight-line evaluation take every alternative of the calls in a statement: the statement is run once for each sequence of
/// choices, so that the evaluator itself never has to carry more than one world.
/// </summary>
internal sealed class Oracle
{
    private const int MaximumRuns = 64;

    private readonly List<int> _choices = [];
    private readonly List<int> _counts = [];
    private int _next;
    private int _runs;

    /// <summary>Begins anew, for another statement.</summary>
    public void Reset()
    {
        _choices.Clear();
        _counts.Clear();
        (_next, _runs) = (0, 0);
    }

    /// <summary>Chooses one of <paramref name="count"/> alternatives.</summary>
    public int Choose(int count)
    {
        if (_next == _choices.Count)
        {
            _choices.Add(0);
            _counts.Add(count);
        }

        return _choices[_next++];
    }

    /// <summary>Moves on to the next sequence of choices.</summary>
    /// <returns>False when all have been taken, or too many.</returns>
    public bool Advance()
    {
        int last = _choices.Count - 1;
        for (; last >= 0 && _choices[last] + 1 >= _counts[last]; last--)
        {
            _choices.RemoveAt(last);
            _counts.RemoveAt(last);
        }

        _next = 0;
        if (last < 0 || ++_runs >= MaximumRuns)
            return false;
        _choices[last]++;
        return true;
    }
}
