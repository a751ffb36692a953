namespace PageMove.Pipes;

/// <summary>A page spliced from a file's cache.</summary>
public sealed class PageCacheBuffer : PipeBufferOperations
{
    private PageCacheBuffer()
    {
    }

    /// <summary>The only instance.</summary>
    public static PageCacheBuffer Instance { get; } = new();

    /// <inheritdoc/>
    public override bool TrySteal(PipeBuffer buffer) => throw new NotImplementedException();
}
