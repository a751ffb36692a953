using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// An operation and all that are in it, in the order of <c>DescendantsAndSelf</c>, without what that allocates: every body of a project is gone through. One is for one <c>foreach</c>.
/// </summary>
internal struct OperationWalk : IDisposable
{
    [ThreadStatic]
    private static Stack<IOperation>? s_spare;

    private readonly Stack<IOperation> _open;

    public OperationWalk(IOperation root)
    {
        _open = s_spare ?? new();
        s_spare = null;
        _open.Push(root);
        Current = root;
    }

    public IOperation Current { get; private set; }

    public readonly OperationWalk GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_open.Count == 0)
            return false;
        Current = _open.Pop();
        foreach (IOperation part in Current.ChildOperations.Reverse())
            _open.Push(part);
        return true;
    }

    public readonly void Dispose()
    {
        _open.Clear();
        s_spare = _open;
    }
}
