using PageMove.Pages;

namespace PageMove.Benchmarks;

/// <summary>Arenas with as many frames as 16 GiB have. Their memory is reserved and never touched, so that the size of the frames does not count.</summary>
internal static class LargeArena
{
    /// <summary>Frames of 64 KiB in 16 GiB.</summary>
    public const int FramesOf64KiB = 262_144;

    /// <summary>Frames of 4 KiB in 16 GiB.</summary>
    public const int FramesOf4KiB = 4_194_304;

    /// <summary>Makes an arena.</summary>
    public static PageArena Make(int frames) => new(new PageArenaOptions { PageSize = 4096, PageCount = frames });
}
