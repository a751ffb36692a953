namespace PageMove.Analyzers.Flow;

/// <summary>The nodes that are to be processed, the first in the order of the source first: a binary heap, in which each node stands once.</summary>
internal sealed class NodeQueue
{
    private readonly List<FlowNode> _heap = [];

    public void Add(FlowNode node)
    {
        if (node.IsQueued)
            return;
        node.IsQueued = true;
        int place = _heap.Count;
        _heap.Add(node);
        while (place > 0 && node.ComesBefore(_heap[(place - 1) / 2]))
        {
            _heap[place] = _heap[(place - 1) / 2];
            place = (place - 1) / 2;
        }

        _heap[place] = node;
    }

    /// <returns>Null where nothing is left.</returns>
    public FlowNode? Take()
    {
        if (_heap.Count == 0)
            return null;
        FlowNode first = _heap[0];
        FlowNode last = _heap[_heap.Count - 1];
        _heap.RemoveAt(_heap.Count - 1);
        int place = 0;
        while (_heap.Count > 0)
        {
            int child = (2 * place) + 1;
            if (child + 1 < _heap.Count && _heap[child + 1].ComesBefore(_heap[child]))
                child++;
            if (child >= _heap.Count || !_heap[child].ComesBefore(last))
            {
                _heap[place] = last;
                break;
            }

            _heap[place] = _heap[child];
            place = child;
        }

        first.IsQueued = false;
        return first;
    }
}
