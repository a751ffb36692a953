namespace PageMove.Pages;

/// <summary>
/// Objects by number, for descriptors, which can keep no reference: what a page is cached in, and the list that it is on. Who is in the table is kept alive, so it is entered with its first
/// page and taken out with its last. A number is used again. Thread-safe; a look-up takes no lock.
/// </summary>
internal sealed class HandleTable<T>
    where T : class
{
    /// <summary>No object's number.</summary>
    internal const int None = 0;

    private const int FirstLength = 16;

    private readonly Lock _gate = new();
    private readonly Stack<int> _spare = new();
    private T?[] _objects = new T?[FirstLength];
    private int _used = None + 1;

    internal int Add(T item)
    {
        lock (_gate)
        {
            T?[] objects = _objects;
            if (!_spare.TryPop(out int handle))
            {
                handle = _used++;
                if (handle == objects.Length)
                    Array.Resize(ref objects, 2 * handle);
            }

            Volatile.Write(ref objects[handle], item);
            Volatile.Write(ref _objects, objects);
            return handle;
        }
    }

    internal void Remove(int handle)
    {
        lock (_gate)
        {
            _objects[handle] = null;
            _spare.Push(handle);
        }
    }

    internal T? Find(int handle) => Volatile.Read(ref _objects)[handle];
}
