namespace PageMove.Contracts;

/// <summary>Events that concern every object of a protocol in scope, not only the one they are called on.</summary>
public static class Signal
{
    /// <summary>A pipe buffer is released, and its reference to the page with it.</summary>
    public const string BufferReleased = nameof(BufferReleased);

    /// <summary>A page becomes visible to the readers of a file's cache.</summary>
    public const string CachePublish = nameof(CachePublish);

    /// <summary>A request is locked: an abort leaves its pages alone.</summary>
    public const string RequestLocked = nameof(RequestLocked);

    /// <summary>A request is unlocked: an abort may give its pages back at any moment.</summary>
    public const string RequestUnlocked = nameof(RequestUnlocked);

    /// <summary>A request's slot comes to name another page.</summary>
    public const string SlotPublish = nameof(SlotPublish);
}
