namespace PageMove.Repairs;

/// <summary>A change to a file of the runtime.</summary>
/// <param name="File">Its path below Runtime/PageMove.</param>
/// <param name="Old">What stands there, exactly once.</param>
/// <param name="New">What is to stand there.</param>
public sealed record Edit(string File, string Old, string New)
{
    internal string ApplyTo(string source)
    {
        int at = source.IndexOf(Old, StringComparison.Ordinal);
        if (at < 0 || source.IndexOf(Old, at + 1, StringComparison.Ordinal) >= 0)
            throw new InvalidOperationException($"{File} must hold this exactly once, so that the repair can be undone:{Environment.NewLine}{Old}");

        return string.Concat(source.AsSpan(0, at), New, source.AsSpan(at + Old.Length));
    }
}
