namespace PageMove.Analyzers.Flow;

/// <summary>
/// Lets straight-line evaluation take every alternative of the calls in a statement: the statement is run once for each sequence of
/// choices, so that the evaluator itself never has to carry more than one world.
/// </summary>
internal sealed class Oracle
{
    private const int MaximumRuns = 64;

    private readonly List<(int Choice, int Count)> _choices = [];
    private int _next;
    private int _runs;

    /// <summary>Begins anew, for another statement.</summary>
    public void Reset()
    {
        _choices.Clear();
        (_next, _runs) = (0, 0);
    }

    /// <summary>Chooses one of <paramref name="count"/> alternatives.</summary>
    public int Choose(int count)
    {
        if (_next == _choices.Count)
            _choices.Add((0, count));
        return _choices[_next++].Choice;
    }

    /// <summary>Moves on to the next sequence of choices.</summary>
    /// <returns>False when all have been taken, or too many.</returns>
    public bool Advance()
    {
        while (_choices.Count > 0 && _choices[_choices.Count - 1].Choice + 1 >= _choices[_choices.Count - 1].Count)
            _choices.RemoveAt(_choices.Count - 1);
        _next = 0;
        if (_choices.Count == 0 || ++_runs >= MaximumRuns)
            return false;
        (int choice, int count) = _choices[_choices.Count - 1];
        _choices[_choices.Count - 1] = (choice + 1, count);
        return true;
    }
}
