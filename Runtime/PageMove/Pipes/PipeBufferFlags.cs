using System.Diagnostics.CodeAnalysis;

namespace PageMove.Pipes;

/// <summary>Rights and facts of a pipe buffer. A buffer has none by default (law 17).</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "The field calls them flags.")]
public enum PipeBufferFlags
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The page is on an LRU already: whoever takes it must not add it again.</summary>
    Lru = 1 << 0,

    /// <summary>A user gave the page away: it may be stolen. A duplicate loses it.</summary>
    Gift = 1 << 1,

    /// <summary>A writer may append to the page. A duplicate loses it.</summary>
    CanMerge = 1 << 2,

    /// <summary>The buffer is a packet of its own.</summary>
    Packet = 1 << 3,

    /// <summary>The content may be mapped only briefly.</summary>
    Atomic = 1 << 4,
}
