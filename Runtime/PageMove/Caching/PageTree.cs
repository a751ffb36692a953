using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using PageMove.Contracts;
using PageMove.Pages;

namespace PageMove.Caching;

/// <summary>
/// Pages by index: a radix tree whose readers take no lock (the kernel's XArray). One writer at a time. A node that a reader still holds
/// after it was cut off stays intact until the collector takes it, and is empty; so the reader finds nothing there.
/// </summary>
internal sealed class PageTree
{
    // More than the kernel's 6: a step down is a cache miss, and 256 MiB of 4 KiB pages are two steps deep.
    private const int SlotBits = 8;
    private const int SlotCount = 1 << SlotBits;
    private const int SlotMask = SlotCount - 1;

    private Node _root = new(shift: 0, parent: null, place: 0);

    /// <summary>The place of a page, or nothing when no page was ever near it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Slot Find(long index)
    {
        Node? node = Volatile.Read(ref _root);
        if (!node.Covers(index))
            return default;

        // A step down is a step of the shift; to read it of each node would be one more line of memory.
        int shift = node.Shift;
        for (; shift > 0 && node is not null; shift -= SlotBits)
            node = Unsafe.As<Node?>(Volatile.Read(ref node.Slots[PlaceOf(index, shift)]));

        return node is null ? default : new Slot(node, PlaceOf(index, shift));
    }

    /// <summary>The place of a page, made when there is none. For the writer, which must fill it.</summary>
    internal Slot FindOrMake(long index)
    {
        while (!_root.Covers(index))
        {
            var higher = new Node(_root.Shift + SlotBits, parent: null, place: 0);
            if (_root.Used > 0)
            {
                higher.Slots[0] = _root;
                higher.Used = 1;
                _root.Parent = higher;
            }

            Volatile.Write(ref _root, higher);
        }

        Node node = _root;
        while (node.Shift > 0)
        {
            int place = PlaceOf(index, node.Shift);
            if (node.Slots[place] is not Node lower)
            {
                lower = new Node(node.Shift - SlotBits, node, place);
                Volatile.Write(ref node.Slots[place], lower);
                node.Used++;
            }

            node = lower;
        }

        return new Slot(node, PlaceOf(index, shift: 0));
    }

    /// <summary>The pages from one index to another, both included, in order, with a reference to each. For the writer.</summary>
    internal List<Page> ReferencePagesBetween(long firstIndex, long lastIndex)
    {
        List<Page> pages = [];
        Collect(_root, start: 0, firstIndex, lastIndex, pages);
        return pages;
    }

    private static void Collect(Node node, long start, long firstIndex, long lastIndex, List<Page> pages)
    {
        for (int place = 0; place < SlotCount; place++)
        {
            long first = start + ((long)place << node.Shift);
            long last = first + ((1L << node.Shift) - 1);
            if (last < firstIndex)
                continue;

            // The topmost node has places beyond the last index that there is.
            if (first > lastIndex || first < start)
                return;

            if (node.Shift == 0)
            {
                if (new Slot(node, place).TryReference(out Page? page))
                    pages.Add(page);
            }
            else if (node.Slots[place] is Node lower)
            {
                Collect(lower, first, firstIndex, lastIndex, pages);
            }
        }
    }

    private static int PlaceOf(long index, int shift) => (int)(index >> shift) & SlotMask;

    internal sealed class Node(int shift, Node? parent, int place)
    {
        // Nodes where there is a shift, pages where there is none: what is read needs no look at its type, which would be one more line of memory.
        internal SlotArray Slots;

        // Where the pages of a leaf lie: asked for together, before the way through page object and descriptor waits for one after the other.
        internal HintArray Hints;

        internal int Shift { get; } = shift;

        internal Node? Parent { get; set; } = parent;

        internal int Place { get; } = place;

        internal int Used { get; set; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal bool Covers(long index) => Shift + SlotBits >= 63 || index >> (Shift + SlotBits) == 0;
    }

    /// <summary>Within the node, so that the way down has no arrays between.</summary>
    [InlineArray(SlotCount)]
    internal struct SlotArray
    {
        private object? _first;
    }

    /// <summary>Of each slot.</summary>
    [InlineArray(SlotCount)]
    internal struct HintArray
    {
        private PagePrefetch _first;
    }

    /// <summary>A place that can hold a page.</summary>
    internal readonly struct Slot(Node leaf, int place)
    {
        private readonly Node? _leaf = leaf;

        [MemberNotNullWhen(true, nameof(_leaf))]
        internal bool Exists => _leaf is not null;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal void Prefetch(int offset)
        {
            if (Exists)
                _leaf.Hints[place].Run(offset);
        }

        internal Page? Load() => Exists ? Unsafe.As<Page?>(Volatile.Read(ref _leaf.Slots[place])) : null;

        /// <summary>Takes a reference to the page that is in the place, whichever that is by then.</summary>
        /// <returns><see langword="false"/> when there is none.</returns>
        internal bool TryReference([NotNullWhen(true), Produces(State.Held, When = true)] out Page? page)
        {
            SpinWait spin = default;
            while ((page = Load()) is not null)
            {
                if (TryReference(page))
                    return true;

                spin.SpinOnce(sleep1Threshold: -1);
            }

            return false;
        }

        /// <summary>Takes a reference to a page that was loaded from the place, unless it is there no more.</summary>
        /// <exception cref="InvalidOperationException">The count is at its limit.</exception>
        internal bool TryReference(Page page)
        {
            if (!page.TryAddReference())
            {
                page.ThrowIfAtReferenceLimit();
                return false;
            }

            // Between the load and the reference the page may have left the cache and be anybody's: look again, now that it cannot.
            if (Load() == page)
                return true;

            page.Release();
            return false;
        }

        /// <summary>Fills the empty place.</summary>
        internal void Fill(Page page)
        {
            Exchange(page);
            _leaf!.Used++;
        }

        /// <summary>Puts another page in the place by one store: a reader sees the one or the other (law 7).</summary>
        internal void Exchange(Page page)
        {
            _leaf!.Hints[place] = page.PrefetchHint;
            Volatile.Write(ref _leaf.Slots[place], page);
        }

        /// <summary>Empties the place and cuts off the nodes that became empty.</summary>
        internal void Empty()
        {
            Node node = _leaf!;
            Volatile.Write(ref node.Slots[place], null);
            node.Used--;
            while (node.Used == 0 && node.Parent is { } parent)
            {
                Volatile.Write(ref parent.Slots[node.Place], null);
                parent.Used--;
                node = parent;
            }
        }
    }
}
