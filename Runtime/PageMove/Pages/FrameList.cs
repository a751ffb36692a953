namespace PageMove.Pages;

/// <summary>The numbers of an arena's free frames.</summary>
internal abstract class FrameList
{
    /// <summary>Frames in the list.</summary>
    internal abstract int Count { get; }

    /// <summary>Whether frames are only put back any more.</summary>
    internal abstract bool IsClosed { get; }

    /// <summary>Takes a frame.</summary>
    /// <returns><see langword="false"/> when there is none, or the list was closed.</returns>
    internal abstract bool TryTake(out int frame);

    /// <summary>Puts a frame back.</summary>
    /// <returns>Whether the list was closed and is complete now: true exactly once.</returns>
    internal abstract bool Put(int frame);

    /// <summary>Lets no frame be taken any more.</summary>
    /// <returns>Whether the list is complete, and was not closed before.</returns>
    internal abstract bool Close();
}
