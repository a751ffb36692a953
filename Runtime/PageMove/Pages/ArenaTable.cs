using System.Runtime.CompilerServices;

namespace PageMove.Pages;

/// <summary>
/// The arenas by number, from their making until they are disposed and the last of their pages is released: a descriptor keeps a number, as it can keep no reference. A number is never
/// used again. Thread-safe; a look-up takes no lock.
/// </summary>
internal static class ArenaTable
{
    /// <summary>No arena's number.</summary>
    internal const int None = 0;

    private static readonly Lock Gate = new();
    private static PageArena?[] _arenas = new PageArena?[16];
    private static int _last = None;

    internal static int Add(PageArena arena)
    {
        lock (Gate)
        {
            int number = ++_last;
            PageArena?[] arenas = _arenas;
            if (number == arenas.Length)
                Array.Resize(ref arenas, 2 * number);

            arenas[number] = arena;
            Volatile.Write(ref _arenas, arenas);
            return number;
        }
    }

    internal static void Remove(int number)
    {
        lock (Gate)
            _arenas[number] = null;
    }

    /// <summary>The arena, or <see langword="null"/> when it is no more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PageArena? Find(int number) => Volatile.Read(ref _arenas)[number];
}
