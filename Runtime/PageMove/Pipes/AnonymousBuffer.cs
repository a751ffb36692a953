namespace PageMove.Pipes;

/// <summary>A page written into the pipe.</summary>
public sealed class AnonymousBuffer : PipeBufferOperations
{
    private AnonymousBuffer()
    {
    }

    /// <summary>The only instance.</summary>
    public static AnonymousBuffer Instance { get; } = new();

    /// <inheritdoc/>
    public override bool TrySteal(PipeBuffer buffer) => throw new NotImplementedException();
}
