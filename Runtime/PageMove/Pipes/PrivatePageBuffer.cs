namespace PageMove.Pipes;

/// <summary>A page that the sender read for the pipe alone (direct I/O).</summary>
public sealed class PrivatePageBuffer : PipeBufferOperations
{
    private PrivatePageBuffer()
    {
    }

    /// <summary>The only instance.</summary>
    public static PrivatePageBuffer Instance { get; } = new();

    /// <inheritdoc/>
    public override bool TrySteal(PipeBuffer buffer) => throw new NotImplementedException();
}
