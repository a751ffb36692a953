namespace PageMove.Repairs;

/// <summary>A repair undone.</summary>
/// <param name="Repair">Its number in docs/laws.md, section 4, and what is undone.</param>
/// <param name="Test">The test that has to fail then: its class and its method.</param>
/// <param name="Edits">What undoes the repair.</param>
public sealed record Undoing(string Repair, string Test, params Edit[] Edits)
{
    /// <summary>The repair's number.</summary>
    internal string Id => Repair[..Repair.IndexOf(' ', StringComparison.Ordinal)];

    /// <inheritdoc/>
    public override string ToString() => Repair;
}
