namespace PageMove.Pipes;

/// <summary>A page lent or given by a user (<c>vmsplice</c>).</summary>
public sealed class UserPageBuffer : PipeBufferOperations
{
    private UserPageBuffer()
    {
    }

    /// <summary>The only instance.</summary>
    public static UserPageBuffer Instance { get; } = new();

    /// <inheritdoc/>
    public override bool TrySteal(PipeBuffer buffer) => throw new NotImplementedException();
}
