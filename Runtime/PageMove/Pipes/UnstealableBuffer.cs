namespace PageMove.Pipes;

/// <summary>A page that its owner keeps (a socket's).</summary>
public sealed class UnstealableBuffer : PipeBufferOperations
{
    private UnstealableBuffer()
    {
    }

    /// <summary>The only instance.</summary>
    public static UnstealableBuffer Instance { get; } = new();

    /// <inheritdoc/>
    public override bool TrySteal(PipeBuffer buffer) => throw new NotImplementedException();
}
