using System.Buffers;

namespace PageMove.Files;

/// <summary>A leased page as a part of a sequence.</summary>
internal sealed class LeaseSegment : ReadOnlySequenceSegment<byte>
{
    internal void Set(ReadOnlyMemory<byte> memory, long runningIndex)
    {
        Memory = memory;
        RunningIndex = runningIndex;
        Next = null;
    }

    internal void Link(LeaseSegment next) => Next = next;
}
