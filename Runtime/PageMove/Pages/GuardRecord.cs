namespace PageMove.Pages;

/// <summary>What guard mode knows of a frame. Kept beside the pages, so that without guard mode they do not pay for it.</summary>
internal record struct GuardRecord(string? AllocatedAt, string? ReleasedAt);
