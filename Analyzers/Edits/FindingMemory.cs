using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Edits;

/// <summary>
/// What an analyzer remembers from one compilation to the next, so that an editor in which somebody types does not wait for bodies that stay as they are. It lives as long as the analyzer does, and keeps
/// no compilation and no file alive. A compiler asks its analyzers once, and pays nothing: only of a project that comes again anything is kept. Thread-safe.
/// </summary>
internal sealed class FindingMemory
{
    private const int MaximumProjects = 8;

    private readonly Queue<string?> _seen = new();
    private readonly LinkedList<FindingTable> _tables = new();

    /// <summary>The compilation's table, with what is still true of what was found in the one before it.</summary>
    /// <returns>Null where there was none before it.</returns>
    public Lazy<FindingTable>? TableOf(Compilation compilation)
    {
        lock (_seen)
        {
            if (_seen.Contains(compilation.AssemblyName))
                return new Lazy<FindingTable>(() => TableAfter(compilation));
            _seen.Enqueue(compilation.AssemblyName);
            if (_seen.Count > MaximumProjects)
                _seen.Dequeue();
            return null;
        }
    }

    private FindingTable TableAfter(Compilation compilation)
    {
        lock (_tables)
        {
            FindingTable? before = _tables.FirstOrDefault(table => table.Snapshot.IsOfSameProject(compilation));
            BodyEdit? edit = before is null ? null : BodyEdit.Between(before.Snapshot, compilation);
            FindingTable after = before is null || edit is null ? new FindingTable(compilation)
                : edit.IsEmpty ? before
                : before.After(edit, compilation);
            if (before is not null)
                _tables.Remove(before);
            _tables.AddFirst(after);
            if (_tables.Count > MaximumProjects)
                _tables.RemoveLast();
            return after;
        }
    }
}
