using System.Runtime.InteropServices;

namespace PageMove.Pages;

/// <summary>
/// What is known of a frame (the kernel's <c>struct page</c>), in native memory and a cache line of its own. A page object is a pointer to it and nothing else: the garbage collector, which
/// follows every reference of every object, finds none in it.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = SizeInBytes)]
internal unsafe struct PageDescriptor
{
    /// <summary>A cache line.</summary>
    internal const int SizeInBytes = 64;

    internal byte* Start;
    internal long Index;

    /// <summary>The mapping's <see cref="PageMapping.Id"/>; <see cref="PageMapping.NoId"/> without one.</summary>
    internal long Mapping;

    /// <summary>The mapping's number in <see cref="PageMapping.Table"/>; meaningless without one.</summary>
    internal int MappingHandle;

    /// <summary>The arena's number in <see cref="PageArena.Table"/>; <see cref="HandleTable{T}.None"/> when it is no more.</summary>
    internal int Arena;
    internal int Frame;
    internal int ReferenceCount;
    internal int MapCount;
    internal uint Flags;
    internal int Generation;

    /// <summary>The list that the page is on, by its number in <see cref="Page.Lists"/>, and its place there.</summary>
    internal int List;
    internal int ReclaimPlace;
    internal byte PageShift;
    internal sbyte AccessCount;
    internal bool IsGuarded;
}
