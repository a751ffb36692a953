using System.Runtime.CompilerServices;

namespace PageMove.Pages;

/// <summary>
/// Objects by number, for descriptors, which can keep no reference: the arena of a page, what it is cached in, and the list that it is on. Who is in the table is kept alive, so it is entered
/// with its first page and taken out with its last. Thread-safe; a look-up takes no lock.
/// </summary>
/// <param name="reusesNumbers">Whether a number that was given back is used again.</param>
internal sealed class HandleTable<T>(bool reusesNumbers)
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
            if (reusesNumbers)
                _spare.Push(handle);
        }
    }

    /// <summary>The object, or <see langword="null"/> when it was taken out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal T? Find(int handle) => Volatile.Read(ref _objects)[handle];
}
