using System.Numerics;
using System.Runtime.InteropServices;

namespace PageMove.Pages;

/// <summary>
/// The descriptors of an arena's frames. A page object may outlive its arena and still reads its descriptor, so this memory is never given back to the system: a later arena of about
/// as many frames gets it (the kernel's type-stable memory). Generations go on rising from one arena to the next.
/// </summary>
internal sealed unsafe class DescriptorBlock
{
    private const int SizeClasses = 32;

    private static readonly Lock Gate = new();

    // The one that was given back longest ago first, so that handles which were kept too long find their page free for as long as possible.
    private static readonly Queue<nint>[] Spare = [.. Enumerable.Range(0, SizeClasses).Select(_ => new Queue<nint>())];

    private readonly PageDescriptor* _start;
    private readonly int _frameCount;
    private readonly int _sizeClass;

    internal DescriptorBlock(int frameCount)
    {
        _frameCount = frameCount;
        _sizeClass = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)frameCount));
        nint spare;
        lock (Gate)
            Spare[_sizeClass].TryDequeue(out spare);

        _start = (PageDescriptor*)spare;
        if (_start is null)
        {
            nuint byteCount = (nuint)PageDescriptor.SizeInBytes << _sizeClass;
            _start = (PageDescriptor*)NativeMemory.AlignedAlloc(byteCount, PageDescriptor.SizeInBytes);
            NativeMemory.Clear(_start, byteCount);
        }
    }

    internal PageDescriptor* this[int frame] => _start + frame;

    /// <summary>Makes the block another arena's, after the last release of a page.</summary>
    /// <param name="isSpare">Not in guard mode, where a late use of a page must find it free for ever.</param>
    internal void GiveBack(bool isSpare)
    {
        for (int frame = 0; frame < _frameCount; frame++)
            Volatile.Write(ref this[frame]->Arena, HandleTable<PageArena>.None);

        if (!isSpare)
            return;

        lock (Gate)
            Spare[_sizeClass].Enqueue((nint)_start);
    }
}
