namespace PageMove.Mutants;

/// <summary>A mutant that a run shows to be wrong.</summary>
/// <param name="File">The corpus file.</param>
/// <param name="Method">The mutant's name.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Statement">To which statement.</param>
/// <param name="Wrong">What the run showed.</param>
/// <param name="Rules">The rules that find it; empty when it is missed.</param>
internal sealed record WrongMutant(string File, string Method, MutationKind Kind, string Statement, string Wrong, string Rules)
{
    private const char Separator = '\t';

    /// <summary>Whether a rule finds it.</summary>
    public bool IsFound => Rules.Length > 0;

    /// <summary>The mutant that a line tells of.</summary>
    public static WrongMutant Parse(string line)
        => line.Split(Separator) is [var file, var method, var kind, var statement, var wrong, var rules]
            ? new WrongMutant(file, method, Enum.Parse<MutationKind>(kind), statement, wrong, rules)
            : throw new FormatException($"'{line}' tells of no mutant.");

    /// <summary>All of it in a line.</summary>
    public string Format() => string.Join(Separator, File, Method, Kind, Statement.Replace(Separator, ' '), Wrong, Rules);
}
